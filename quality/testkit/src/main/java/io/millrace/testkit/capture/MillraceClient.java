package io.millrace.testkit.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Talks to a running system as its users do: with the settings block and the owner's file of its first start. */
public final class MillraceClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();
    private final String endpoint;
    private final String ingestHeader;
    private final String consoleUrl;
    private final String queryKey;

    private MillraceClient(String endpoint, String ingestHeader, String consoleUrl, String queryKey) {
        this.endpoint = endpoint;
        this.ingestHeader = ingestHeader;
        this.consoleUrl = consoleUrl;
        this.queryKey = queryKey;
    }

    /**
     * A client with the keys that the first start left in the data folder.
     *
     * @throws UncheckedIOException if {@code settings.json} or {@code owner.json} cannot be read
     */
    public static MillraceClient of(Path dataFolder) {
        try {
            JsonNode env = JSON.readTree(Files.readAllBytes(dataFolder.resolve("settings.json")))
                    .path("env");
            JsonNode owner = JSON.readTree(Files.readAllBytes(dataFolder.resolve("owner.json")));
            return new MillraceClient(
                    env.path("OTEL_EXPORTER_OTLP_ENDPOINT").asText(),
                    env.path("OTEL_EXPORTER_OTLP_HEADERS").asText().replaceFirst("^Authorization=", ""),
                    owner.path("consoleUrl").asText().replaceFirst("/+$", ""),
                    owner.path("queryKey").asText());
        } catch (IOException e) {
            throw new UncheckedIOException("no first start has happened in " + dataFolder, e);
        }
    }

    /**
     * A client of an installation elsewhere.
     *
     * @param environment has {@code MILLRACE_ENDPOINT} (an integration's URL, without {@code /v1}), {@code MILLRACE_INGEST_KEY},
     *     {@code MILLRACE_CONSOLE_URL} and {@code MILLRACE_QUERY_KEY}
     * @throws IllegalArgumentException if one is missing
     */
    public static MillraceClient of(Map<String, String> environment) {
        return new MillraceClient(
                url(environment, "MILLRACE_ENDPOINT"),
                "Bearer " + given(environment, "MILLRACE_INGEST_KEY"),
                url(environment, "MILLRACE_CONSOLE_URL"),
                given(environment, "MILLRACE_QUERY_KEY"));
    }

    private static String url(Map<String, String> environment, String name) {
        return given(environment, name).replaceFirst("/+$", "");
    }

    private static String given(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is not set");
        }
        return value;
    }

    /** Base URL of the integration's endpoint. */
    public String endpoint() {
        return endpoint;
    }

    /**
     * Sends a captured request just as it was sent.
     *
     * @throws IOException if there is no answer
     */
    public HttpResponse<String> send(Capture capture) throws IOException, InterruptedException {
        BodyPublisher body = capture.chunked()
                ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(capture.sent()))
                : BodyPublishers.ofByteArray(capture.sent());
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(endpoint + "/v1/" + capture.signal().wireName()))
                .timeout(LIMIT)
                .header("Authorization", ingestHeader)
                .header("Content-Type", capture.contentType())
                .POST(body);
        if (capture.contentEncoding() != null) {
            request.header("Content-Encoding", capture.contentEncoding());
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /**
     * Runs a query.
     *
     * @return the answer's {@code rows}
     * @throws IllegalStateException if the answer is not 200
     */
    public JsonNode sql(String sql) throws IOException, InterruptedException {
        return ask(Map.of("sql", sql));
    }

    /**
     * Runs a query.
     *
     * @param limit most rows of the answer
     * @return the answer's {@code rows}
     * @throws IllegalStateException if the answer is not 200
     */
    public JsonNode sql(String sql, int limit) throws IOException, InterruptedException {
        return ask(Map.of("sql", sql, "limit", limit));
    }

    private JsonNode ask(Map<String, Object> question) throws IOException, InterruptedException {
        String body = JSON.writeValueAsString(question);
        HttpRequest request = HttpRequest.newBuilder(URI.create(consoleUrl + "/api/sql"))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + queryKey)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("query answered " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body()).path("rows");
    }

    /** The first value of the first row as a number. */
    public long number(String sql) throws IOException, InterruptedException {
        return sql(sql).path(0).path(0).asLong();
    }
}
