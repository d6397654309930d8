package io.millrace.sink.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sink.event.EventReader;
import io.millrace.sink.event.EventText;
import io.millrace.sink.kafka.ClientSettings;
import io.millrace.sink.kafka.KafkaDeadLetters;
import io.millrace.sink.kafka.KafkaEventLog;
import io.millrace.telemetry.Signal;
import io.millrace.testkit.TestBroker;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** A real broker's retention takes events before the table has them. */
class LostEventsIT {
    private static final String TOPIC = "events-that-retention-takes";
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final FakeTable table = new FakeTable();
    private final SilentObserver observer = new SilentObserver();

    @Test
    void countsTheMissingEventsAndGoesOnWithWhatTheTopicStillHas() throws Exception {
        Map<String, Object> broker = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, TestBroker.shared().bootstrapServers());
        try (Admin admin = Admin.create(broker)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
            send(0, 2);
            writeUntil(() -> table.rows() == 2);
            send(2, 10);
            admin.deleteRecords(Map.of(new TopicPartition(TOPIC, 0), RecordsToDelete.beforeOffset(7)))
                    .all()
                    .get();

            writeUntil(() -> observer.lost() > 0);
            assertThat(observer.lost()).isEqualTo(5);

            writeUntil(() -> table.marks().byPartition().values().stream().allMatch(mark -> mark.nextOffset() == 10));
            assertThat(observer.lost()).as("the loss is counted once").isEqualTo(5);
        }
    }

    private void writeUntil(BooleanSupplier isDone) {
        Map<String, String> shared =
                Map.of("bootstrap.servers", TestBroker.shared().bootstrapServers());
        Instant end = Instant.now().plus(LIMIT);
        try (KafkaEventLog log = KafkaEventLog.open(TOPIC, ClientSettings.consumer(shared, "lost-events"));
                KafkaDeadLetters letters = new KafkaDeadLetters(Signal.LOGS, shared)) {
            TableWriter writer = new TableWriter(
                    new WriterPorts(log, table, letters, row -> false, observer, Clock.systemUTC()),
                    new EventReader(Signal.LOGS),
                    new CommitPolicy(Duration.ofMillis(10), Duration.ZERO, 100, 1_000_000, Duration.ofMillis(10)));
            while (!isDone.getAsBoolean()) {
                assertThat(Instant.now()).as("limit against hanging").isBefore(end);
                writer.step();
            }
            writer.drain();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // flushed
    private static void send(long from, long toExclusive) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", TestBroker.shared().bootstrapServers());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long offset = from; offset < toExclusive; offset++) {
                String event = EventText.event("raw", 0, offset, 0)
                        .chainedAfter(offset == 0 ? null : "[0," + (offset - 1) + ",0]")
                        .text();
                producer.send(new ProducerRecord<>(TOPIC, 0, null, event.getBytes(StandardCharsets.UTF_8)));
            }
            producer.flush();
        }
    }
}
