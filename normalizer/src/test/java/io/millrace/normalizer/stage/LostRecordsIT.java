package io.millrace.normalizer.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.topic.Topics;
import io.millrace.testkit.TestBroker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Retention overtakes a stage that runs: it tells how much is gone and goes on with what is left. */
@QuarkusTest
@QuarkusTestResource(RawToEventsIT.Broker.class)
class LostRecordsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final TopicPartition PARTITION = new TopicPartition(Topics.raw(Signal.METRICS), 0);
    private static final int SENT_WHILE_AWAY = 5;
    private static final int LOST = 3;

    @Inject
    KafkaClientService clients;

    @Inject
    MeterRegistry registry;

    @Test
    void countsWhatIsGoneAndGoesOnByItself() throws Exception {
        RawToEventsIT.send(Signal.METRICS, 0, gauge("end"));
        RawToEventsIT.readUntilEnd(Signal.METRICS, 0);
        KafkaConsumer<byte[], byte[]> consumer = clients.getConsumer("normalizer-raw-metrics");
        consumer.runOnPollingThread(client -> {
                    client.pause(Set.of(PARTITION));
                })
                .await()
                .atMost(LIMIT);
        for (int i = 0; i < SENT_WHILE_AWAY; i++) {
            RawToEventsIT.send(Signal.METRICS, 0, gauge("away" + i));
        }
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", TestBroker.shared().bootstrapServers()))) {
            admin.deleteRecords(Map.of(PARTITION, RecordsToDelete.beforeOffset(1 + LOST)))
                    .all()
                    .get();
        }

        consumer.runOnPollingThread(client -> {
                    client.resume(Set.of(PARTITION));
                })
                .await()
                .atMost(LIMIT);
        RawToEventsIT.send(Signal.METRICS, 0, gauge("last"));

        List<JsonNode> events = RawToEventsIT.readUntil("last", Signal.METRICS, 0);
        List<String> names =
                events.stream().map(event -> event.at("/name").asText()).toList();
        // a fetch that was under way at the pause may still bring the first of them
        long rescued = names.stream()
                .filter(Set.of("away0", "away1", "away2")::contains)
                .count();
        assertThat(names).startsWith("end").endsWith("away3", "away4", "last");
        assertThat(rescued).isLessThan(LOST);
        assertThat(registry.get("millrace.normalizer.lost.records")
                        .tag("signal", "metrics")
                        .counter()
                        .count())
                .isEqualTo((double) (LOST - rescued));
        for (int i = 1; i < events.size(); i++) {
            assertThat(events.get(i).at("/prev/1").asLong())
                    .isEqualTo(events.get(i - 1).at("/src_offset").asLong());
        }
    }

    private static byte[] gauge(String name) {
        return ("{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"name\":\"" + name
                        + "\",\"gauge\":{\"dataPoints\":[{\"timeUnixNano\":\"1800000000000000000\",\"asInt\":\"1\"}]}}]}]}]}")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
