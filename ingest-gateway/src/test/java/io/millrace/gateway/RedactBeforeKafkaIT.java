package io.millrace.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.telemetry.Signal;
import io.millrace.telemetry.topic.DeadLetter;
import io.millrace.telemetry.topic.DeadLetterJson;
import io.millrace.telemetry.topic.RawHeaders;
import io.millrace.telemetry.topic.RequestDigest;
import io.millrace.telemetry.topic.Topics;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(GatewayBroker.class)
class RedactBeforeKafkaIT {
    private static final TestTenant TENANT = GatewayUnderTest.TENANT;
    private static final String CANARY = "ghp_" + "cAnArYcAnArYcAnArYcAnArYcAnArYcAnArY";
    private static final String SECRET = "{\"key\":\"text\",\"value\":{\"stringValue\":\"token " + CANARY + "\"}}";
    private static final String TIME = "\"timeUnixNano\":\"1700000000000000000\"";

    @BeforeEach
    void awaitReady() {
        GatewayUnderTest.awaitReady();
    }

    private static Export export(String signal, String body) {
        return Export.of(TENANT)
                .path(TestTenant.path(TENANT.redactingIntegration, signal))
                .body(body);
    }

    private static boolean isOurs(ConsumerRecord<byte[], byte[]> record) {
        return RawHeaders.read(record.headers()).integration().equals(TENANT.redactingIntegration);
    }

    @ParameterizedTest
    @CsvSource({"LOGS", "METRICS", "TRACES"})
    void keepsASecretOutOfTheRawTopic(Signal signal) {
        String body = switch (signal) {
            case LOGS ->
                Export.logs(
                        "{" + TIME + ",\"body\":{\"stringValue\":\"" + CANARY + "\"},\"attributes\":[" + SECRET + "]}");
            case METRICS ->
                Export.metrics("{\"name\":\"m\",\"gauge\":{\"dataPoints\":[{" + TIME + ",\"asInt\":1,\"attributes\":["
                        + SECRET + "]}]}}");
            case TRACES ->
                Export.spans("{\"traceId\":\"" + "1".repeat(32) + "\",\"spanId\":\"" + "2".repeat(16) + "\",\"name\":\""
                        + CANARY + "\",\"attributes\":[" + SECRET + "]}");
        };
        try (RawTopicTail tail = new RawTopicTail(GatewayUnderTest.bootstrapServers(), signal)) {
            RawReply reply = export(signal.wireName(), body).reply();

            var record = tail.next(1, RedactBeforeKafkaIT::isOurs).get(0);

            assertThat(reply.status()).isEqualTo(200);
            assertThat(new String(record.value(), UTF_8))
                    .doesNotContain(CANARY)
                    .contains("<REDACTED>", "millrace.redacted");
            assertThat(RawHeaders.read(record.headers()).digest())
                    .isEqualTo(RequestDigest.of(TENANT.redactingIntegration, body.getBytes(UTF_8)));
        }
    }

    @Test
    void keepsASecretOutOfEveryPartOfALargeBody() {
        String record = "{" + TIME + ",\"attributes\":[" + SECRET + "],\"body\":{\"stringValue\":\""
                + "x ".repeat(50_000) + "\"}}";
        String body = Export.logs(String.join(",", java.util.Collections.nCopies(100, record)));
        try (RawTopicTail tail = new RawTopicTail(GatewayUnderTest.bootstrapServers(), Signal.LOGS)) {
            RawReply reply = export("logs", body).reply();

            var parts = tail.next(2, RedactBeforeKafkaIT::isOurs);

            assertThat(reply.body()).isEqualTo("{}");
            assertThat(parts)
                    .hasSize(2)
                    .allSatisfy(part -> assertThat(new String(part.value(), UTF_8))
                            .doesNotContain(CANARY)
                            .contains("<REDACTED>"));
        }
    }

    @Test
    void refusesABodyWhoseResourceHasNoRoomForTheNote() {
        String attributes = SECRET + ",{\"key\":\"k\",\"value\":{\"intValue\":\"1\"}}".repeat(9_998);
        String body = "{\"resourceLogs\":[{\"resource\":{\"attributes\":[" + attributes
                + "]},\"scopeLogs\":[{\"logRecords\":[{" + TIME + "}]}]}]}";

        RawReply reply = export("logs", body).reply();

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).contains("too many attributes");
    }

    @Test
    void tellsTheDeadLettersOnlyWhyARecordIsRefused() {
        String body = Export.logs("{" + TIME + "},{\"timeUnixNano\":\"" + CANARY + "\"}");
        try (RawTopicTail raw = new RawTopicTail(GatewayUnderTest.bootstrapServers(), Signal.LOGS);
                RawTopicTail letters = new RawTopicTail(GatewayUnderTest.bootstrapServers(), Topics.DEAD_LETTERS)) {
            RawReply reply = export("logs", body).reply();

            String stored =
                    new String(raw.next(1, RedactBeforeKafkaIT::isOurs).get(0).value(), UTF_8);
            DeadLetter letter = letter(letters, TENANT.redactingIntegration);

            assertThat(reply.body()).contains("\"rejectedLogRecords\":\"1\"");
            assertThat(stored).doesNotContain(CANARY).contains("1700000000000000000");
            assertThat(letter.reason()).isEqualTo("invalid_time");
            assertThat(letter.ordinal()).isEqualTo(1);
            assertThat(letter.payload()).isEmpty();
        }
    }

    @Test
    void keepsATooLargeRecordInTheDeadLettersRedactedAndInChunks() {
        String huge = "{\"timeUnixNano\":\"21\",\"attributes\":[" + SECRET + "],\"body\":{\"stringValue\":\""
                + "x".repeat(9_000_000) + "\"}}";
        try (RawTopicTail letters = new RawTopicTail(GatewayUnderTest.bootstrapServers(), Topics.DEAD_LETTERS)) {
            RawReply reply = Export.of(TENANT)
                    .body(Export.logs("{\"timeUnixNano\":\"22\"}," + huge))
                    .reply();

            List<DeadLetter> chunks = letters.next(2, it -> isLetterOf(it, TENANT.integration)).stream()
                    .map(it -> DeadLetterJson.read(it.value()))
                    .toList();

            assertThat(reply.body()).contains("\"rejectedLogRecords\":\"1\"");
            assertThat(chunks).extracting(DeadLetter::reason).containsOnly("record_too_large");
            assertThat(chunks.get(0).id()).isEqualTo(chunks.get(1).id());
            assertThat(IntStream.range(0, 2)
                            .mapToObj(i -> new String(chunks.get(i).payload(), UTF_8)))
                    .noneMatch(payload -> payload.contains(CANARY));
            assertThat(chunks.stream().mapToInt(chunk -> chunk.payload().length).sum())
                    .isGreaterThan(9_000_000);
        }
    }

    private static boolean isLetterOf(ConsumerRecord<byte[], byte[]> record, String integration) {
        return integration.equals(DeadLetterJson.read(record.value()).integration());
    }

    private static DeadLetter letter(RawTopicTail letters, String integration) {
        return DeadLetterJson.read(
                letters.next(1, it -> isLetterOf(it, integration)).get(0).value());
    }
}
