package io.millrace.sink.maintenance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sink.SinkBroker;
import io.millrace.sink.event.EventText;
import io.millrace.store.EventTables;
import io.millrace.store.ScanFilter;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.topic.Topics;
import io.millrace.testkit.Eventually;
import io.millrace.testkit.TestBroker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = SinkBroker.class, restrictToAnnotatedClass = true)
@TestProfile(MaintenanceApiIT.OnRequest.class)
class MaintenanceApiIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final EventTables tables;

    MaintenanceApiIT(EventTables tables) {
        this.tables = tables;
    }

    @Test
    void joinsWhatTheSinkWritesAndShowsIt() throws Exception {
        for (int i = 0; i < 4; i++) {
            int number = i;
            String previous = i == 0 ? null : "[0," + (i - 1) + ",0]";
            send(EventText.event("raw", 1, i, 0).chainedAfter(previous).text());
            Eventually.until("the event is in the table", LIMIT, () -> rows() == number + 1);
        }

        String dry = start("join", true);
        Eventually.until("the dry run ends", LIMIT, () -> state(dry).equals("done"));
        String wet = start("join", false);
        Eventually.until("the run ends", LIMIT, () -> state(wet).equals("done"));

        run(dry).then().body("result.files", Matchers.is(4)).body("dryRun", Matchers.is(true));
        run(wet).then().body("result.rows", Matchers.is(4)).body("step", Matchers.is("checked"));
        assertThat(tables.snapshot(Signal.TRACES).files(ScanFilter.all())).hasSize(1);
        asOperator()
                .get("/api/maintenance")
                .then()
                .statusCode(200)
                .body("tables.find { it.table == 'spans' }.facts.files", Matchers.is(1))
                .body("tables.find { it.table == 'spans' }.facts.rows", Matchers.is(4));
        given().get("/q/metrics")
                .then()
                .body(Matchers.containsString(
                        "millrace_maintenance_runs_total{operation=\"join\",outcome=\"done\",signal=\"traces\"}"));
        given().get("/q/health/well").then().statusCode(200);
    }

    @Test
    void refusesWhoHasNotTheToken() {
        given().get("/api/maintenance").then().statusCode(401).header("WWW-Authenticate", "Bearer");
        given().header("Authorization", "Bearer guess")
                .get("/api/maintenance")
                .then()
                .statusCode(401);
    }

    @Test
    void saysWhatIsWrongWithARequest() {
        for (Map<String, String> wrong : java.util.List.of(
                Map.of("operation", "drop"),
                Map.of("operation", "join", "table", "logs", "metadata", "00001-a.metadata.json"),
                Map.of("operation", "restore", "metadata", "00001-a.metadata.json"))) {
            asOperator()
                    .contentType(ContentType.JSON)
                    .body(wrong)
                    .post("/api/maintenance/runs")
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json");
        }
        for (String path : java.util.List.of("runs", "deletions")) {
            asOperator()
                    .contentType(ContentType.JSON)
                    .post("/api/maintenance/" + path)
                    .then()
                    .statusCode(400);
        }
        asOperator().get("/api/maintenance/runs/none").then().statusCode(404);
    }

    private static String start(String operation, boolean dryRun) {
        return asOperator()
                .contentType(ContentType.JSON)
                .body(Map.of("operation", operation, "table", "spans", "dryRun", dryRun))
                .post("/api/maintenance/runs")
                .then()
                .statusCode(202)
                .extract()
                .path("[0].id");
    }

    private static String state(String id) {
        return run(id).path("state");
    }

    private static Response run(String id) {
        return asOperator().get("/api/maintenance/runs/" + id);
    }

    private static io.restassured.specification.RequestSpecification asOperator() {
        return given().header("Authorization", "Bearer " + SinkBroker.OPERATOR_TOKEN);
    }

    private long rows() {
        return tables.snapshot(Signal.TRACES).files(ScanFilter.all()).stream()
                .mapToLong(file -> file.rows())
                .sum();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // flushed; a lost one fails the test
    private static void send(String event) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, TestBroker.shared().bootstrapServers(),
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class))) {
            producer.send(new ProducerRecord<>(
                    Topics.events(Signal.TRACES), 1, null, event.getBytes(StandardCharsets.UTF_8)));
            producer.flush();
        }
    }

    /** Nothing by schedule, so that the test sees its own runs. */
    public static final class OnRequest implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "millrace.maintenance.enabled", "false",
                    "millrace.maintenance.join.min-files", "2",
                    "millrace.sink.group", "sink-of-the-maintenance-test");
        }
    }
}
