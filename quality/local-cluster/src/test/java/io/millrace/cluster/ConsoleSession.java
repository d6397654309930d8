package io.millrace.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Somebody who has signed in at the console: sends what the page would send. */
final class ConsoleSession {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PASSWORD = "words of one's own";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final String userId;
    private final String cookie;
    private final String token;

    private ConsoleSession(String url, String userId, String cookie, String token) {
        this.url = url;
        this.userId = userId;
        this.cookie = cookie;
        this.token = token;
    }

    /** The owner of the first start, who sets an own password. Once per console. */
    static ConsoleSession firstOwner(String url, Path firstStartFolder) {
        Path file = firstStartFolder.resolve("owner.json");
        Eventually.until("owner.json", LIMIT, () -> Files.exists(file));
        try {
            String given = JSON.readTree(file.toFile()).path("oneTimePassword").asText();
            return new ConsoleSession(url, "", "", "")
                    .opened("POST", "/api/session", Map.of("user", "owner", "password", given))
                    .opened("PUT", "/api/session/password", Map.of("current", given, "password", PASSWORD));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String userId() {
        return userId;
    }

    JsonNode get(String path) {
        return json(call("GET", path, Map.of()));
    }

    JsonNode post(String path, Map<String, String> body) {
        return json(call("POST", path, body));
    }

    void patch(String path, Map<String, String> body) {
        call("PATCH", path, body);
    }

    void delete(String path) {
        call("DELETE", path, Map.of());
    }

    /** A new user, who has accepted the invitation with a password. */
    ConsoleSession invite(String name, String role) {
        String link = post("/api/invitations", Map.of("signInName", name, "role", role))
                .path("link")
                .asText();
        String secret = link.substring(link.lastIndexOf('/') + 1);
        return new ConsoleSession(url, "", "", "")
                .opened(
                        "POST",
                        "/api/invitations/accept",
                        Map.of("token", secret, "displayName", name, "password", PASSWORD));
    }

    private ConsoleSession opened(String method, String path, Map<String, String> body) {
        HttpResponse<String> response = call(method, path, body);
        JsonNode session = json(response);
        String set = response.headers().firstValue("Set-Cookie").orElseThrow();
        return new ConsoleSession(
                url,
                session.path("userId").asText(),
                set.substring(0, set.indexOf(';')),
                session.path("csrfToken").asText());
    }

    private HttpResponse<String> call(String method, String path, Map<String, String> body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                    .timeout(LIMIT)
                    .header("Content-Type", "application/json")
                    .header("X-Millrace-CSRF", token)
                    .header("Cookie", cookie)
                    .method(
                            method,
                            body.isEmpty()
                                    ? BodyPublishers.noBody()
                                    : BodyPublishers.ofString(JSON.writeValueAsString(body)))
                    .build();
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            assertThat(response.statusCode()).as(method + " " + path).isBetween(200, 299);
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
