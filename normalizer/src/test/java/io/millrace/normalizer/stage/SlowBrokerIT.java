package io.millrace.normalizer.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.telemetry.Signal;
import io.millrace.telemetry.topic.Topics;
import io.millrace.testkit.Eventually;
import io.millrace.testkit.TestBroker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A broker that takes events much more slowly than it hands out raw records. */
@QuarkusTest
@QuarkusTestResource(RawToEventsIT.Broker.class)
class SlowBrokerIT {
    private static final String GROUP = "millrace-normalizer-logs";
    private static final String EVENTS_CLIENT = "millrace-normalizer-events-logs";
    private static final int PARTITION = 0;
    private static final int REQUESTS = 1_500;
    private static final int TEXT_BYTES = 6_000;
    private static final double SLOW_BYTES_A_SECOND = 200_000;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Inject
    KafkaClientService clients;

    private final Random random = new Random(11);

    @Test
    void rawPartitionsPauseSoThatWhatIsReadStaysBoundedAndEverythingComesWhenItIsFastAgain() throws Exception {
        TopicPartition raw = new TopicPartition(Topics.raw(Signal.LOGS), PARTITION);
        KafkaConsumer<byte[], byte[]> consumer = clients.getConsumer(RawChannels.channelOf(Signal.LOGS));
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", TestBroker.shared().bootstrapServers()))) {
            limit(admin, SLOW_BYTES_A_SECOND);
            List<String> members = members(admin);
            for (int i = 0; i < REQUESTS; i++) {
                RawToEventsIT.send(Signal.LOGS, PARTITION, body("slow" + i));
            }
            RawToEventsIT.send(Signal.LOGS, PARTITION, body("slowEnd"));

            Eventually.until(
                    "the raw partition is paused",
                    LIMIT,
                    () -> consumer.paused().await().atMost(LIMIT).contains(raw));
            long read = consumer.getPositions().await().atMost(LIMIT).getOrDefault(raw, Long.MAX_VALUE);
            assertThat(read).as("raw records read while events wait").isLessThan(REQUESTS);
            assertThat(members(admin)).as("nobody left the group").isEqualTo(members);
            limit(admin, null);
        }

        List<String> names = RawToEventsIT.readUntil("slowEnd", Signal.LOGS, PARTITION).stream()
                .map(event -> event.at("/name").asText())
                .filter(name -> name.startsWith("slow"))
                .toList();
        assertThat(names).hasSize(REQUESTS + 1).doesNotHaveDuplicates();
        for (int i = 0; i < REQUESTS; i++) {
            assertThat(names.get(i)).isEqualTo("slow" + i);
        }
        Eventually.until(
                "the raw partition goes on",
                LIMIT,
                () -> consumer.paused().await().atMost(LIMIT).isEmpty());
    }

    private static void limit(Admin admin, @Nullable Double bytesPerSecond)
            throws ExecutionException, InterruptedException {
        ClientQuotaEntity client = new ClientQuotaEntity(Map.of(ClientQuotaEntity.CLIENT_ID, EVENTS_CLIENT));
        ClientQuotaAlteration.Op rate = new ClientQuotaAlteration.Op("producer_byte_rate", bytesPerSecond);
        admin.alterClientQuotas(List.of(new ClientQuotaAlteration(client, List.of(rate))))
                .all()
                .get();
    }

    private static List<String> members(Admin admin) throws ExecutionException, InterruptedException {
        return admin.describeConsumerGroups(List.of(GROUP)).all().get().values().stream()
                .flatMap(group -> group.members().stream())
                .map(MemberDescription::consumerId)
                .toList();
    }

    private byte[] body(String name) {
        StringBuilder text = new StringBuilder(TEXT_BYTES);
        for (int i = 0; i < TEXT_BYTES; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return ("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"eventName\":\"" + name
                        + "\",\"body\":{\"stringValue\":\"" + text + "\"}}]}]}]}")
                .getBytes(UTF_8);
    }
}
