package io.millrace.normalizer.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.DirectoryJson;
import io.millrace.telemetry.topic.RawHeaders;
import io.millrace.telemetry.topic.RequestDigest;
import io.millrace.telemetry.topic.Topics;
import io.millrace.testkit.TestBroker;
import io.millrace.testkit.capture.Capture;
import io.millrace.testkit.capture.Captures;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** The running stage between real topics. */
@QuarkusTest
@QuarkusTestResource(RawToEventsIT.Broker.class)
class RawToEventsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void writesOneEventForEachRecordToTheSamePartitionOnce() throws Exception {
        Capture capture = Captures.json("claude-code/redact-all").stream()
                .filter(candidate -> candidate.signal() == Signal.LOGS)
                .findFirst()
                .orElseThrow();

        send(Signal.LOGS, 1, capture.body());
        send(Signal.LOGS, 1, capture.body());
        send(
                Signal.LOGS,
                1,
                "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"eventName\":\"end\"}]}]}]}".getBytes(UTF_8));

        List<JsonNode> events = readUntilEnd(Signal.LOGS, 1);
        assertThat(events).hasSize(26); // 25 of the capture, none of its repeat, and the end
        assertThat(events.get(0).has("prev")).isFalse();
        for (int i = 1; i < events.size(); i++) {
            assertThat(events.get(i).at("/prev/1").asLong())
                    .isEqualTo(events.get(i - 1).at("/src_offset").asLong());
            assertThat(events.get(i).at("/prev/2").asLong())
                    .isEqualTo(events.get(i - 1).at("/src_index").asLong());
        }
    }

    static void send(Signal signal, int partition, byte[] body) throws Exception {
        RequestDigest digest = RequestDigest.of("int1", body);
        RawHeaders headers = new RawHeaders("org1", "int1", "key1", System.currentTimeMillis(), digest, 0, 1, null);
        ProducerRecord<byte[], byte[]> message =
                new ProducerRecord<>(Topics.raw(signal), partition, digest.toKey(), body);
        headers.writeTo(message.headers());
        Broker.PRODUCER.send(message).get();
    }

    static List<JsonNode> readUntilEnd(Signal signal, int partition) throws IOException {
        return readUntil("end", signal, partition);
    }

    /** The events from the first one to the first with this name. */
    static List<JsonNode> readUntil(String name, Signal signal, int partition) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestBroker.shared().bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition topicPartition = new TopicPartition(Topics.events(signal), partition);
            consumer.assign(List.of(topicPartition));
            consumer.seekToBeginning(List.of(topicPartition));
            long limit = System.nanoTime() + LIMIT.toNanos();
            while (System.nanoTime() < limit) {
                for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofMillis(200))) {
                    JsonNode event = JSON.readTree(message.value());
                    events.add(event);
                    if (event.at("/name").asText().equals(name)) {
                        return events;
                    }
                }
            }
        }
        throw new AssertionError("the last event did not come, only " + events.size());
    }

    /** The shared broker with a directory in which nothing stands. */
    public static final class Broker implements QuarkusTestResourceLifecycleManager {
        static final Producer<byte[], byte[]> PRODUCER = producer();

        @Override
        public Map<String, String> start() {
            String servers = TestBroker.shared().bootstrapServers();
            try (Producer<byte[], byte[]> producer = producer()) {
                producer.send(new ProducerRecord<>(
                                Topics.DIRECTORY, DirectoryJson.endMarkerKey(), DirectoryJson.writeEndMarker(1)))
                        .get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException("the broker takes no directory", e);
            }
            return Map.of("kafka.bootstrap.servers", servers, "millrace.key-pepper", "0123456789abcdef");
        }

        @Override
        public void stop() {
            // the broker ends with the test JVM
        }

        static Producer<byte[], byte[]> producer() {
            return new KafkaProducer<>(
                    Map.of("bootstrap.servers", TestBroker.shared().bootstrapServers()),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
        }
    }
}
