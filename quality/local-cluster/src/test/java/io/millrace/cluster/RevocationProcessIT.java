package io.millrace.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.cluster.process.Member;
import io.millrace.testkit.Eventually;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise: what an owner takes away is gone at every gateway, and no gateway needs the console. The times are printed, not judged: the
 * limit is only there against waiting for ever.
 */
class RevocationProcessIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int ROUNDS = 5;

    @TempDir
    static Path folder;

    private static AccountsCluster cluster;
    private static ConsoleSession owner;
    private static String path;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void startsAConsoleAndTwoGateways() {
        cluster = AccountsCluster.start(folder, 2, Map.of());
        owner = ConsoleSession.firstOwner(cluster.consoleUrl(), cluster.firstStartFolder());
        JsonNode integration = owner.get("/api/integrations").path("items").path(0);
        path = "/otlp/" + integration.path("id").asText() + "/v1/logs";
    }

    @AfterAll
    static void stopsThem() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void revocationReachesEveryGateway() {
        List<Long> millis = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            JsonNode key = key(owner);
            awaitAll(text(key), 200);

            millis.add(millis(() -> revoke(owner, key), text(key), 401));
        }
        print("revocation of a key", millis);
    }

    @Test
    void demotionOfItsMakerReachesEveryGateway() {
        ConsoleSession second = owner.invite("demoted", "owner");
        String key = text(key(second));
        List<Long> millis = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            awaitAll(key, 200);

            millis.add(millis(() -> role(second, "member"), key, 403));
            role(second, "owner");
        }
        awaitAll(key, 200);
        print("demotion of its maker", millis);
    }

    @Test
    void removalOfItsMakerReachesEveryGateway() {
        List<Long> millis = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            ConsoleSession second = owner.invite("removed-" + round, "owner");
            String key = text(key(second));
            awaitAll(key, 200);

            millis.add(millis(() -> owner.delete("/api/users/" + second.userId()), key, 401));
        }
        print("removal of its maker", millis);
    }

    @Test
    void gatewaysGoOnAndStartWithoutTheConsole() {
        String kept = text(key(owner));
        JsonNode revoked = key(owner);
        awaitAll(text(revoked), 200);
        revoke(owner, revoked);
        awaitAll(text(revoked), 401);
        awaitAll(kept, 200);

        cluster.console().kill();
        Member restarted = cluster.gateways().get(0);
        restarted.kill();
        restarted.restart();

        assertThat(cluster.console().isAlive()).isFalse();
        for (String gateway : cluster.gatewayUrls()) {
            assertThat(status(gateway, kept)).as(gateway).isEqualTo(200);
            assertThat(status(gateway, text(revoked))).as(gateway).isEqualTo(401);
        }
        cluster.console().restart();
        awaitAll(text(key(owner)), 200);
    }

    /** From the moment at which the owner's request leaves until the last gateway answers so. */
    private long millis(Runnable change, String key, int status) {
        long start = System.nanoTime();
        change.run();
        awaitAll(key, status);
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    private void awaitAll(String key, int status) {
        for (String gateway : cluster.gatewayUrls()) {
            try {
                Eventually.until(status + " at " + gateway, LIMIT, () -> status(gateway, key) == status);
            } catch (AssertionError e) {
                throw new AssertionError(e.getMessage() + ", but " + answer(gateway, key), e);
            }
        }
    }

    private int status(String gateway, String key) {
        return send(gateway, key).statusCode();
    }

    private String answer(String gateway, String key) {
        HttpResponse<String> answer = send(gateway, key);
        return answer.statusCode() + " " + answer.body();
    }

    private HttpResponse<String> send(String gateway, String key) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway + path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(Agents.request("revocation").sent()))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(gateway, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static JsonNode key(ConsoleSession maker) {
        return maker.post("/api/keys", Map.of("name", "measured", "kind", "ingest"));
    }

    private static String text(JsonNode key) {
        return key.path("text").asText();
    }

    private static void revoke(ConsoleSession owner, JsonNode key) {
        owner.delete("/api/keys/" + key.path("key").path("id").asText());
    }

    private static void role(ConsoleSession person, String role) {
        owner.patch("/api/users/" + person.userId(), Map.of("role", role));
    }

    private static void print(String what, List<Long> millis) {
        System.out.printf("ms until both gateways refuse after the %s: %s%n", what, millis);
        System.out.flush();
    }
}
