package io.millrace.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.telemetry.directory.DirectoryJson;
import io.millrace.telemetry.directory.DirectoryRecord;
import io.millrace.telemetry.directory.DirectoryRecord.Role;
import io.millrace.telemetry.topic.Topics;
import io.millrace.testkit.Eventually;
import io.millrace.testkit.TestBroker;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class DirectoryFollowerIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void isReadyOnceAGenerationIsCompleteAndKeepsServingWithoutTheBroker() throws Exception {
        try (TestBroker broker = TestBroker.fresh();
                DirectoryFollower follower =
                        new DirectoryFollower("test", Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            follower.start();
            publish(broker, new DirectoryRecord.User("u", "o", Role.OWNER, true), 1);
            assertThat(follower.isReady()).isFalse();

            publishEnd(broker, 1);

            Eventually.until("ready", LIMIT, follower::isReady);
            assertThat(follower.state().user("u")).isPresent();
            broker.stop();
            assertThat(follower.isReady()).isTrue();
            broker.restart();
        }
    }

    @Test
    void seesAChangeSoon() throws Exception {
        try (TestBroker broker = TestBroker.fresh();
                DirectoryFollower follower =
                        new DirectoryFollower("test", Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            publish(broker, new DirectoryRecord.User("u", "o", Role.OWNER, true), 1);
            publishEnd(broker, 1);
            follower.start();
            Eventually.until("ready", LIMIT, follower::isReady);

            publish(broker, new DirectoryRecord.User("u", "o", Role.MEMBER, true), 1);

            Eventually.until(
                    "demoted",
                    LIMIT,
                    () -> follower.state()
                            .user("u")
                            .filter(user -> user.role() == Role.MEMBER)
                            .isPresent());
        }
    }

    @Test
    void endsItsThreadAlsoWhileTheBrokerIsAway() throws Exception {
        try (TestBroker broker = TestBroker.fresh()) {
            DirectoryFollower follower =
                    new DirectoryFollower("follower-that-ends", Map.of("bootstrap.servers", broker.bootstrapServers()));
            publishEnd(broker, 1);
            follower.start();
            Eventually.until("ready", LIMIT, follower::isReady);
            broker.stop();

            follower.close();

            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .doesNotContain("follower-that-ends");
            broker.restart();
        }
    }

    private static void publish(TestBroker broker, DirectoryRecord record, long generation) throws Exception {
        send(broker, DirectoryJson.key(record), DirectoryJson.write(record, generation));
    }

    private static void publishEnd(TestBroker broker, long generation) throws Exception {
        send(broker, DirectoryJson.endMarkerKey(), DirectoryJson.writeEndMarker(generation));
    }

    private static void send(TestBroker broker, byte[] key, byte[] value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.DIRECTORY, key, value)).get(30, TimeUnit.SECONDS);
        }
    }
}
