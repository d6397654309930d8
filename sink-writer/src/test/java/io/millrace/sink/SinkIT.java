package io.millrace.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sink.event.EventText;
import io.millrace.store.EventTables;
import io.millrace.store.ScanFilter;
import io.millrace.store.SnapshotFile;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.topic.Topics;
import io.millrace.testkit.Eventually;
import io.millrace.testkit.TestBroker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(SinkBroker.class)
class SinkIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final EventTables tables;

    SinkIT(EventTables tables) {
        this.tables = tables;
    }

    @Test
    void bringsEventsIntoTheTableOnceAndKeepsTheirAttributesAsSent() throws Exception {
        String first = EventText.event("raw", 0, 0, 0).chainedAfter(null).text();
        String second = EventText.event("raw", 0, 0, 1).chainedAfter("[0,0,0]").text();
        send(Signal.LOGS, 0, List.of(first, second, second, "no event", first));

        Eventually.until("both events are in the table", LIMIT, () -> rowCount(Signal.LOGS) == 2);

        try (CloseableIterable<Record> rows =
                IcebergGenerics.read(tables.load(Signal.LOGS).orElseThrow()).build()) {
            assertThat(rows).extracting(row -> row.getField("src_index")).containsExactlyInAnyOrder(0, 1);
            assertThat(rows).extracting(row -> row.getField("attributes")).containsOnly(EventText.ATTRIBUTES);
        }
        RestAssured.get("/q/health/well").then().statusCode(200).body("status", Matchers.is("UP"));
        RestAssured.get("/q/metrics")
                .then()
                .body(Matchers.containsString("millrace_sink_lag_records{signal=\"logs\"}"))
                .body(Matchers.containsString("millrace_sink_lag_seconds{signal=\"logs\"}"))
                .body(Matchers.containsString("millrace_sink_events_total{signal=\"logs\",verdict=\"repeat\"} 2.0"))
                .body(Matchers.containsString("reason=\"unreadable-event\",signal=\"logs\"} 1.0"));
    }

    @Test
    void leavesOutWhatFollowsAMissingEventUntilAnOperatorGivesThatUp() {
        String first = EventText.event("raw", 1, 0, 0).chainedAfter(null).text();
        String third = EventText.event("raw", 1, 2, 0).chainedAfter("[0,1,0]").text();
        send(Signal.METRICS, 1, List.of(first, third));
        Eventually.until(
                "the gap is shown",
                LIMIT,
                () -> operator().get("/api/sink/gaps").jsonPath().getInt("size()") == 1);

        assertThat(rowCount(Signal.METRICS)).isLessThanOrEqualTo(1);
        RestAssured.get("/api/sink/gaps").then().statusCode(401);
        operator()
                .get("/api/sink/gaps")
                .then()
                .body("[0].signal", Matchers.is("metrics"))
                .body("[0].partition", Matchers.is(1))
                .body("[0].recordsLeftOut", Matchers.is(1));
        operator().post("/api/sink/gaps/metrics/0/accept").then().statusCode(404);
        operator().post("/api/sink/gaps/metrics/1/accept").then().statusCode(202);

        Eventually.until("the event is in the table", LIMIT, () -> rowCount(Signal.METRICS) == 2);
        operator().get("/api/sink/gaps").then().body("size()", Matchers.is(0));
    }

    private static RequestSpecification operator() {
        return RestAssured.given().header("Authorization", "Bearer " + SinkBroker.OPERATOR_TOKEN);
    }

    private long rowCount(Signal signal) {
        return tables.snapshot(signal).files(ScanFilter.all()).stream()
                .mapToLong(SnapshotFile::rows)
                .sum();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // flushed; a lost one fails the test
    private static void send(Signal signal, int partition, List<String> events) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, TestBroker.shared().bootstrapServers(),
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class))) {
            for (String event : events) {
                producer.send(new ProducerRecord<>(
                        Topics.events(signal), partition, null, event.getBytes(StandardCharsets.UTF_8)));
            }
            producer.flush();
        }
    }
}
