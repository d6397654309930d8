package io.millrace.benchmarks.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Asks the query API as a page would. */
final class QueryClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;
    private final String key;

    /** With the query key of the first start. */
    QueryClient(Path dataFolder, int port) throws IOException {
        JsonNode owner = JSON.readTree(Files.readAllBytes(dataFolder.resolve("owner.json")));
        this.base = "http://127.0.0.1:" + port;
        this.key = owner.path("queryKey").asText();
    }

    /** Sends a request and gives its answer; fails unless it is 200. */
    JsonNode ask(String path, JsonNode request) throws IOException, InterruptedException {
        HttpRequest call = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(request)))
                .build();
        HttpResponse<byte[]> answer = http.send(call, BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + " answered " + answer.statusCode() + ": "
                    + new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8) + " to " + request);
        }
        return JSON.readTree(answer.body());
    }
}
