package io.millrace.normalizer.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.topic.Topics;
import io.millrace.testkit.TestBroker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** A second member of the group that joins and leaves, again and again, while requests come in. */
@QuarkusTest
@QuarkusTestResource(RawToEventsIT.Broker.class)
class RebalanceIT {
    private static final int ROUNDS = 3;
    private static final int REQUESTS_PER_ROUND = 150;
    private static final Duration POLL = Duration.ofMillis(200);

    @Test
    void keepsTheChainWhileThePartitionsChangeHands() throws Exception {
        int sent = 0;
        for (int round = 0; round < ROUNDS; round++) {
            try (Consumer<byte[], byte[]> member = member()) {
                member.subscribe(List.of(Topics.raw(Signal.TRACES)));
                while (member.assignment().isEmpty()) {
                    sent += sendTen(sent);
                    member.poll(POLL);
                }
                for (int i = 0; i < REQUESTS_PER_ROUND / 10; i++) {
                    sent += sendTen(sent);
                    member.poll(Duration.ofMillis(10)); // takes the partition and does nothing with it
                }
            }
            sent += sendTen(sent);
        }
        for (int partition = 0; partition < 2; partition++) {
            RawToEventsIT.send(Signal.TRACES, partition, span("end", partition));
        }

        int events = 0;
        for (int partition = 0; partition < 2; partition++) {
            events += chained(RawToEventsIT.readUntilEnd(Signal.TRACES, partition)) - 1;
        }
        assertThat(events).isEqualTo(sent);
    }

    /** Events after the sink's rule; fails if one stands behind a gap. */
    private static int chained(List<JsonNode> events) {
        int kept = 0;
        long lastOffset = -1;
        for (JsonNode event : events) {
            long offset = event.at("/src_offset").asLong();
            if (offset > lastOffset) {
                assertThat(event.at("/prev/1").asLong(-1)).isEqualTo(lastOffset);
                lastOffset = offset;
                kept++;
            }
        }
        return kept;
    }

    private static int sendTen(int first) throws Exception {
        for (int i = 0; i < 10; i++) {
            RawToEventsIT.send(Signal.TRACES, i % 2, span("request", first + i));
        }
        return 10;
    }

    private static byte[] span(String name, int number) {
        String id = String.format("%016x", number + 1);
        return ("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":\"" + name + "\",\"traceId\":\"" + id + id
                        + "\",\"spanId\":\"" + id + "\",\"startTimeUnixNano\":\"1800000000000000000\","
                        + "\"endTimeUnixNano\":\"1800000000000000001\"}]}]}]}")
                .getBytes(UTF_8);
    }

    private static Consumer<byte[], byte[]> member() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, TestBroker.shared().bootstrapServers());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, "millrace-normalizer-traces");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 8_000);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                List.of(CooperativeStickyAssignor.class.getName()));
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
