package io.millrace.normalizer.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.topic.RawHeaders;
import io.millrace.telemetry.topic.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a broker holds of one partition: the raw records, and the events that the sink's rule keeps of those that came of them. */
final class EventChain {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long LIMIT_NANOS = Duration.ofMinutes(2).toNanos();
    private static final long WINDOW_MILLIS = 60_000;

    private EventChain() {}

    /** Names of the records that the raw partition holds, behind their offsets; repeats within the window are left out. */
    static List<String> sent(String servers, Signal signal, int partition, String list) throws IOException {
        List<String> sent = new ArrayList<>();
        Map<String, Long> lastSeen = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> message : all(servers, Topics.raw(signal), partition)) {
            String digest = RawHeaders.readDigest(message.headers()).hex();
            Long before = lastSeen.put(digest, message.timestamp());
            if (before == null || message.timestamp() - before > WINDOW_MILLIS) {
                for (JsonNode item : JSON.readTree(message.value()).at(list)) {
                    sent.add(message.offset() + " " + name(item));
                }
            }
        }
        return sent;
    }

    /** Reads the events partition by the sink's rule: what stands at or before the last position is a repeat, a gap fails. */
    static Kept kept(String servers, Signal signal, int partition) throws IOException {
        List<String> kept = new ArrayList<>();
        long[] last = null;
        int repeats = 0;
        for (ConsumerRecord<byte[], byte[]> message : all(servers, Topics.events(signal), partition)) {
            JsonNode event = JSON.readTree(message.value());
            long[] position = {
                event.at("/src_offset").asLong(), event.at("/src_index").asLong()
            };
            if (last != null && compare(position, last) <= 0) {
                repeats++;
                continue;
            }
            long[] previous = event.has("prev")
                    ? new long[] {
                        event.at("/prev/1").asLong(), event.at("/prev/2").asLong()
                    }
                    : null;
            assertThat(previous)
                    .as("what stands before offset %d, record %d", position[0], position[1])
                    .isEqualTo(last);
            last = position;
            kept.add(position[0] + " " + event.at("/name").asText());
        }
        return new Kept(kept, repeats);
    }

    private static int compare(long[] position, long[] other) {
        int byOffset = Long.compare(position[0], other[0]);
        return byOffset != 0 ? byOffset : Long.compare(position[1], other[1]);
    }

    private static String name(JsonNode item) {
        return item.has("eventName")
                ? item.at("/eventName").asText()
                : item.at("/name").asText();
    }

    private static List<ConsumerRecord<byte[], byte[]>> all(String servers, String topic, int partition) {
        List<ConsumerRecord<byte[], byte[]>> messages = new ArrayList<>();
        TopicPartition topicPartition = new TopicPartition(topic, partition);
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> one = List.of(topicPartition);
            consumer.assign(one);
            consumer.seekToBeginning(one);
            long end = consumer.endOffsets(one).getOrDefault(topicPartition, 0L);
            long limit = System.nanoTime() + LIMIT_NANOS;
            while (consumer.position(topicPartition) < end && System.nanoTime() < limit) {
                consumer.poll(POLL).forEach(messages::add);
            }
            assertThat(consumer.position(topicPartition)).as("read to the end").isGreaterThanOrEqualTo(end);
        }
        return messages;
    }

    /**
     * Events of a partition.
     *
     * @param names offset and name of each event that stays
     * @param repeats events that were left out
     */
    record Kept(List<String> names, int repeats) {}
}
