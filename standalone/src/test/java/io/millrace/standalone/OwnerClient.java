package io.millrace.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The first owner at the console's HTTP API: signed in by the first start's link, with a password of their own. */
final class OwnerClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String PASSWORD = "correct horse battery staple";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String console;
    private String cookie = "";
    private String csrfToken = "";

    private OwnerClient(String console) {
        this.console = console;
    }

    static OwnerClient signedIn(Path dataFolder) throws IOException, InterruptedException {
        JsonNode owner = JSON.readTree(Files.readAllBytes(dataFolder.resolve("owner.json")));
        String link = owner.path("signInLink").asText();
        int end = link.lastIndexOf('/');
        String user = link.substring(link.lastIndexOf('/', end - 1) + 1, end);
        String given = link.substring(end + 1);
        OwnerClient client = new OwnerClient(owner.path("consoleUrl").asText().replaceFirst("/+$", ""));
        client.enter("POST", "/api/session", Map.of("user", user, "password", given));
        client.enter("PUT", "/api/session/password", Map.of("current", given, "password", PASSWORD));
        return client;
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return answer(request(path).GET().build(), 200);
    }

    JsonNode post(String path, Object body, int status) throws IOException, InterruptedException {
        return answer(
                request(path)
                        .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build(),
                status);
    }

    private void enter(String method, String path, Object body) throws IOException, InterruptedException {
        HttpResponse<String> opened = http.send(
                request(path)
                        .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (opened.statusCode() / 100 != 2) {
            throw new AssertionError(path + " answered " + opened.statusCode() + ": " + opened.body());
        }
        cookie = opened.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
        csrfToken = JSON.readTree(opened.body()).path("csrfToken").asText();
    }

    private JsonNode answer(HttpRequest request, int status) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != status) {
            throw new AssertionError(request.uri() + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(console + path))
                .timeout(LIMIT)
                .header("Content-Type", "application/json");
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie).header("X-Millrace-CSRF", csrfToken);
        }
        return request;
    }
}
