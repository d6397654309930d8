package io.millrace.console.health;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.millrace.console.ConsoleBackends;
import io.millrace.console.TestAccounts;
import io.millrace.telemetry.topic.Topics;
import io.millrace.testkit.Eventually;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ConsoleBackends.class)
class IntegrationHealthIT {
    private TestAccounts accounts;
    private String id;

    @BeforeEach
    void makeAnIntegration() {
        accounts = TestAccounts.make();
        id = accounts.owner()
                .post("/api/integrations", Map.of("displayName", "Claude Code", "referenceName", "claudeCode"))
                .path("id");
    }

    @Test
    void saysWhatToDoWhileNothingArrives() {
        accounts.member()
                .get("/api/integrations/" + id + "/health")
                .then()
                .statusCode(200)
                .body("status", equalTo("silent"))
                .body("signals.signal", equalTo(java.util.List.of("logs", "metrics", "traces")))
                .body("signals[0].nothingBecause", containsString("start it anew"))
                .body("hints.size()", equalTo(1));
    }

    @Test
    void tellsPerSignalWhatCameWhatWasRefusedAndWhyThereAreNoSpans() throws Exception {
        String key = accounts.owner()
                .post("/api/keys", Map.of("name", "k", "kind", "ingest"))
                .path("key.id");
        long now = System.currentTimeMillis();

        publish(line("logs", "accepted", "", key, now, 3), line("metrics", "rejected", "expired_key", key, now, 0));

        Eventually.until(
                "summed up",
                Duration.ofMinutes(1),
                () -> accounts.owner()
                                .get("/api/integrations/" + id + "/health")
                                .path("signals[1].lastRejected")
                        != null);
        accounts.owner()
                .get("/api/integrations/" + id + "/health")
                .then()
                .body("signals[0].acceptedRecords", equalTo(3))
                .body("signals[0].lastAccepted", notNullValue())
                .body("signals[0].nothingBecause", nullValue())
                .body("signals[1].lastRejectedReason", equalTo("expired_key"))
                .body("signals[1].lastRejectedHint", containsString("has expired"))
                .body("signals[1].nothingBecause", containsString("has expired"))
                .body("signals[2].nothingBecause", containsString("No spans yet because"))
                .body("clients.name", hasItem("agent/2.1"));
        accounts.owner().get("/api/keys/" + key).then().body("lastUsedAt", notNullValue());
    }

    @Test
    void countsWhatWasRefusedForFormulas() throws Exception {
        long now = System.currentTimeMillis();
        TestAccounts others = TestAccounts.make();
        others.owner().post("/api/integrations", Map.of("displayName", "Claude Code", "referenceName", "claudeCode"));

        publish(
                line("metrics", "rejected", "expired_key", "", now, 0),
                line("metrics", "rejected", "expired_key", "", now, 0),
                line("logs", "rejected", "protobuf", "", now, 0),
                line("logs", "accepted", "", "", now, 3));

        Eventually.until(
                "summed up",
                Duration.ofMinutes(1),
                () -> ledger(accounts, "sum(requests)", 30).path("rows").equals(List.of(List.of(4.0f))));
        ledger(accounts, "where(outcome = 'rejected').sum(requests)", 1)
                .then()
                .body("rows", equalTo(List.of(List.of("expired_key", 2.0f), List.of("protobuf", 1.0f))));
        ledger(accounts, "where(outcome = 'accepted' and userEmail is null).sum(records)", 30)
                .then()
                .body("rows", equalTo(List.of(List.of(3.0f))));
        ledger(others, "sum(requests)", 30).then().body("rows", equalTo(List.of(List.of(0.0f))));
    }

    /** Of a day by reason, else as a whole. */
    private static Response ledger(TestAccounts of, String methods, int days) {
        Instant tomorrow = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
        return of.owner()
                .post(
                        "/api/query",
                        Map.of(
                                "formula",
                                "claudeCode.ledger." + methods,
                                "breakdown",
                                days == 1 ? List.of("reason") : List.of(),
                                "from",
                                tomorrow.minus(days, ChronoUnit.DAYS).toString(),
                                "to",
                                tomorrow.toString()));
    }

    @Test
    void saysThatItIsSwitchedOff() {
        accounts.owner().patch("/api/integrations/" + id, Map.of("enabled", false));

        accounts.owner()
                .get("/api/integrations/" + id + "/health")
                .then()
                .body("hints", hasItem(containsString("switched off")));
    }

    private String line(String signal, String outcome, String reason, String key, long now, int records) {
        return """
                {"stage":"gateway","organization":"%s","integration":"%s","signal":"%s","outcome":"%s","reason":"%s",
                "key":"%s","requests":1,"records":%d,"bytes":100,"last":%d,"client":"agent/2.1"}
                """.formatted(accounts.organizationId(), id, signal, outcome, reason, key, records, now);
    }

    private void publish(String... lines) throws Exception {
        String servers = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (String line : lines) {
                producer.send(new ProducerRecord<>(Topics.ACCOUNTING, id.getBytes(UTF_8), line.getBytes(UTF_8)))
                        .get(30, TimeUnit.SECONDS);
            }
        }
    }
}
