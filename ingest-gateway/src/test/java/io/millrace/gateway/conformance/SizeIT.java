package io.millrace.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.gateway.Export;
import io.millrace.gateway.GatewayBroker;
import io.millrace.gateway.GatewayUnderTest;
import io.millrace.gateway.RawConnection;
import io.millrace.gateway.RawReply;
import io.millrace.gateway.RawTopicTail;
import io.millrace.gateway.TestTenant;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.topic.RawHeaders;
import io.millrace.telemetry.topic.RequestDigest;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(GatewayBroker.class)
class SizeIT {
    private static final TestTenant TENANT = GatewayUnderTest.TENANT;
    private static final int LIMIT = 12 * 1024 * 1024;

    @BeforeEach
    void awaitReady() {
        GatewayUnderTest.awaitReady();
    }

    @ParameterizedTest(name = "SIZE-1, SIZE-6, ST-4: {0} more than the limit")
    @CsvSource({"0, 200", "1, 413"})
    void countsBytesAsSent(int more, int status) {
        RawReply reply = Export.of(TENANT).body(padded(LIMIT + more)).reply();

        assertThat(reply.status()).isEqualTo(status);
    }

    @ParameterizedTest(name = "SIZE-1 chunked: {0} more than the limit")
    @CsvSource({"0, 200", "1, 413"})
    void countsChunksAsTheyCome(int more, int status) {
        byte[] body = padded(LIMIT + more);
        try (RawConnection connection = RawConnection.open()) {
            connection.send(Export.of(TENANT).head("Transfer-Encoding: chunked\r\n"));
            connection
                    .send(Integer.toHexString(body.length) + "\r\n")
                    .send(body)
                    .send("\r\n0\r\n\r\n");

            RawReply reply = connection.read();

            assertThat(reply.status()).isEqualTo(status);
        }
    }

    @ParameterizedTest(name = "SIZE-2: {0} more than the limit after decompression")
    @CsvSource({"0, 200", "1, 413"})
    void countsBytesAfterDecompression(int more, int status) {
        byte[] body = padded(LIMIT + more);
        new java.util.Random(1).ints(200_000, 'a', 'z' + 1).forEach(new java.util.function.IntConsumer() {
            private int at = 20;

            @Override
            public void accept(int letter) {
                body[at++] = (byte) letter;
            }
        });

        RawReply reply = Export.of(TENANT)
                .header("Content-Encoding", "gzip")
                .body(Export.gzip(body))
                .reply();

        assertThat(reply.status()).isEqualTo(status);
    }

    @Test
    @DisplayName("SIZE-4")
    void refusesABomb() {
        RawReply reply = Export.of(TENANT)
                .header("Content-Encoding", "gzip")
                .body(Export.gzip(padded(8 * 1024 * 1024)))
                .reply();

        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.body()).contains("compressed beyond");
    }

    @Test
    @DisplayName("SIZE-5")
    void splitsWhatIsTooLargeForOneKafkaRecord() {
        String value = "x".repeat(1_000_000);
        String records = ("{\"timeUnixNano\":\"20\",\"body\":{\"stringValue\":\"" + value + "\"}},").repeat(10);
        byte[] body = Export.logs(records.substring(0, records.length() - 1)).getBytes(StandardCharsets.UTF_8);
        try (RawTopicTail tail = new RawTopicTail(GatewayUnderTest.bootstrapServers(), Signal.LOGS)) {
            RawReply reply = Export.of(TENANT).body(body).reply();

            var parts = tail.next(2, it -> true);

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).isEqualTo("{}");
            assertThat(parts)
                    .extracting(it -> RawHeaders.read(it.headers()).partNumber())
                    .containsExactly(0, 1);
            assertThat(parts).allMatch(it -> RawHeaders.read(it.headers()).partCount() == 2);
            assertThat(parts)
                    .allMatch(it ->
                            RawHeaders.read(it.headers()).digest().equals(RequestDigest.of(TENANT.integration, body)));
        }
    }

    @Test
    @DisplayName("SIZE-5: more records than one Kafka record may hold")
    void splitsASmallBodyOfManyRecords() {
        byte[] body = Export.logs("{},".repeat(44_999) + "{}").getBytes(StandardCharsets.UTF_8);
        try (RawTopicTail tail = new RawTopicTail(GatewayUnderTest.bootstrapServers(), Signal.LOGS)) {
            RawReply reply = Export.of(TENANT).body(body).reply();

            var parts = tail.next(3, it -> true);

            assertThat(reply.status()).isEqualTo(200);
            assertThat(parts)
                    .extracting(it -> RawHeaders.read(it.headers()).partNumber())
                    .containsExactly(0, 1, 2);
        }
    }

    @Test
    @DisplayName("SIZE-5, ST-10: one record that can never fit")
    void refusesARecordThatFitsNoKafkaRecordAlone() {
        String huge = "{\"timeUnixNano\":\"21\",\"body\":{\"stringValue\":\"" + "x".repeat(9_000_000) + "\"}}";

        RawReply reply = Export.of(TENANT)
                .body(Export.logs("{\"timeUnixNano\":\"22\"}," + huge))
                .reply();

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body())
                .startsWith("{\"partialSuccess\":{\"rejectedLogRecords\":\"1\"")
                .contains("logRecords[1]");
    }

    @Test
    @DisplayName("SIZE-8, ST-6, RA-1, RA-2, RA-4: over the budget of bytes in flight")
    void refusesBeforeReadingWhatTheBudgetHasNoRoomFor() {
        String head = Export.of(TENANT).head("Content-Length: " + LIMIT + "\r\n");
        try (RawConnection one = RawConnection.open();
                RawConnection two = RawConnection.open();
                RawConnection three = RawConnection.open();
                RawConnection four = RawConnection.open();
                RawConnection five = RawConnection.open()) {
            List<RawConnection> all = List.of(one, two, three, four, five);
            all.forEach(it -> it.send(head + "{"));
            // which of them is the one too many depends on their event loops
            List<RawReply> refused = all.stream()
                    .map(RawConnection::read)
                    .filter(reply -> reply.status() == 503)
                    .toList();

            assertThat(refused).isNotEmpty().allSatisfy(reply -> {
                assertThat(reply.header("Retry-After")).isIn("1", "2", "3");
                assertThat(reply.body())
                        .startsWith("{\"code\":14,")
                        .contains("\"retryDelay\":\"" + reply.header("Retry-After") + "s\"");
            });
        }
    }

    /** An empty export, padded with an unknown field to an exact size. */
    private static byte[] padded(int size) {
        byte[] body = new byte[size];
        java.util.Arrays.fill(body, (byte) 'a');
        byte[] start = "{\"unknown\":\"".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(start, 0, body, 0, start.length);
        body[size - 2] = '"';
        body[size - 1] = '}';
        return body;
    }
}
