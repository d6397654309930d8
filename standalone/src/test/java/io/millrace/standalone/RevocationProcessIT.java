package io.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.testkit.Eventually;
import io.millrace.testkit.TestBroker;
import io.millrace.testkit.process.StandaloneProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A console and two gateways, each a process of its own: what an owner takes away is gone at both, whatever happens to the console. */
class RevocationProcessIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PASSWORD = "words of one's own";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void reachesEveryGatewayAndNoGatewayNeedsTheConsole() throws Exception {
        try (TestBroker broker = TestBroker.fresh();
                StandaloneProcess console = start("console", broker);
                StandaloneProcess one = start("gateway", broker);
                StandaloneProcess two = start("gateway", broker)) {
            List<Integer> gateways = List.of(one.port(), two.port());
            Session owner = firstOwner(console);
            JsonNode integration = owner.get("/api/integrations").get("items").get(0);
            String path = "/otlp/" + integration.get("id").asText() + "/v1/logs";

            JsonNode key = owner.post("/api/keys", Map.of("name", "first", "kind", "ingest"));
            await(gateways, path, key.get("text").asText(), 200);
            owner.call("DELETE", "/api/keys/" + key.get("key").get("id").asText(), null);
            long revoked = await(gateways, path, key.get("text").asText(), 401);

            Session second = owner.invite("second", "owner");
            String ofSecond = second.post("/api/keys", Map.of("name", "second", "kind", "ingest"))
                    .get("text")
                    .asText();
            await(gateways, path, ofSecond, 200);
            owner.call("PATCH", "/api/users/" + second.userId(), Map.of("role", "member"));
            long demoted = await(gateways, path, ofSecond, 403);
            owner.call("PATCH", "/api/users/" + second.userId(), Map.of("role", "owner"));
            await(gateways, path, ofSecond, 200);
            owner.call("DELETE", "/api/users/" + second.userId(), null);
            long removed = await(gateways, path, ofSecond, 401);

            String kept = owner.post("/api/keys", Map.of("name", "kept", "kind", "ingest"))
                    .get("text")
                    .asText();
            await(gateways, path, kept, 200);
            console.kill();

            assertThat(gateways)
                    .allSatisfy(port -> assertThat(send(port, path, kept)).isEqualTo(200));
            assertThat(gateways)
                    .allSatisfy(port -> assertThat(send(port, path, ofSecond)).isEqualTo(401));
            System.out.printf(
                    "ms until both gateways knew: revoked=%d demoted=%d removed=%d%n", revoked, demoted, removed);
            System.out.flush();
        }
    }

    private StandaloneProcess start(String stage, TestBroker broker) throws IOException {
        Path data = java.nio.file.Files.createTempDirectory(folder, stage).resolve("data");
        return StandaloneProcess.start(
                Path.of(System.getProperty("millrace." + stage + ".jar")),
                data,
                Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS",
                        broker.bootstrapServers(),
                        "MILLRACE_KEY_PEPPER",
                        "a pepper for tests only"));
    }

    /** Milliseconds until every gateway answers so. */
    private long await(List<Integer> gateways, String path, String key, int status) {
        long start = System.nanoTime();
        for (int port : gateways) {
            Eventually.until(status + " at " + port, LIMIT, () -> send(port, path, key) == status);
        }
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    private int send(int port, String path, String key) {
        return answer(
                        port,
                        HttpRequest.newBuilder()
                                .header("Authorization", "Bearer " + key)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{\"resourceLogs\":[]}")),
                        path)
                .statusCode();
    }

    private HttpResponse<String> answer(int port, HttpRequest.Builder request, String path) {
        try {
            return http.send(
                    request.uri(URI.create("http://127.0.0.1:" + port + path))
                            .timeout(LIMIT)
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private Session firstOwner(StandaloneProcess console) throws IOException {
        Path file = console.dataFolder().resolve("owner.json");
        Eventually.until("owner.json", LIMIT, () -> java.nio.file.Files.exists(file));
        String given = JSON.readTree(file.toFile()).get("oneTimePassword").asText();
        Session first = new Session(console.port(), "", "", "")
                .opened("POST", "/api/session", Map.of("user", "owner", "password", given));
        return first.opened("PUT", "/api/session/password", Map.of("current", given, "password", PASSWORD));
    }

    /** A browser. */
    private final class Session {
        private final int port;
        private final String userId;
        private final String cookie;
        private final String token;

        Session(int port, String userId, String cookie, String token) {
            this.port = port;
            this.userId = userId;
            this.cookie = cookie;
            this.token = token;
        }

        String userId() {
            return userId;
        }

        JsonNode get(String path) throws IOException {
            return JSON.readTree(call("GET", path, null).body());
        }

        JsonNode post(String path, Map<String, String> body) throws IOException {
            return JSON.readTree(call("POST", path, body).body());
        }

        Session invite(String name, String role) throws IOException {
            String link = post("/api/invitations", Map.of("signInName", name, "role", role))
                    .get("link")
                    .asText();
            return new Session(port, "", "", "")
                    .opened(
                            "POST",
                            "/api/invitations/accept",
                            Map.of(
                                    "token",
                                    link.substring(link.lastIndexOf('/') + 1),
                                    "displayName",
                                    name,
                                    "password",
                                    PASSWORD));
        }

        Session opened(String method, String path, Map<String, String> body) throws IOException {
            HttpResponse<String> response = call(method, path, body);
            JsonNode session = JSON.readTree(response.body());
            String set = response.headers().firstValue("Set-Cookie").orElseThrow();
            return new Session(
                    port,
                    session.get("userId").asText(),
                    set.substring(0, set.indexOf(';')),
                    session.get("csrfToken").asText());
        }

        HttpResponse<String> call(
                String method, String path, @org.jspecify.annotations.Nullable Map<String, String> body)
                throws IOException {
            HttpRequest.Builder request = HttpRequest.newBuilder()
                    .header("Content-Type", "application/json")
                    .header("X-Millrace-CSRF", token)
                    .header("Cookie", cookie)
                    .method(
                            method,
                            body == null
                                    ? BodyPublishers.noBody()
                                    : BodyPublishers.ofString(JSON.writeValueAsString(body)));
            HttpResponse<String> response = answer(port, request, path);
            assertThat(response.statusCode()).as(method + " " + path).isBetween(200, 299);
            return response;
        }
    }
}
