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
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(GatewayBroker.class)
class FramingIT {
    private static final TestTenant TENANT = GatewayUnderTest.TENANT;
    private static final String RECORD = Export.logs("{\"timeUnixNano\":\"1700000000000000000\"}");

    @BeforeEach
    void awaitReady() {
        GatewayUnderTest.awaitReady();
    }

    @Test
    @DisplayName("FRM-1")
    void takesAChunkedBody() {
        try (RawConnection connection = RawConnection.open()) {
            connection.send(Export.of(TENANT).head("Transfer-Encoding: chunked\r\n"));
            for (int i = 0; i < RECORD.length(); i += 7) {
                String chunk = RECORD.substring(i, Math.min(i + 7, RECORD.length()));
                connection.send(Integer.toHexString(chunk.length()) + "\r\n" + chunk + "\r\n");
            }

            RawReply reply = connection.send("0\r\n\r\n").read();

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).isEqualTo("{}");
        }
    }

    @ParameterizedTest(name = "FRM-2 {0}")
    @CsvSource({
        "two lengths, Content-Length: 2|Content-Length: 3",
        "a length that is no number, Content-Length: two",
        "a negative length, Content-Length: -2",
        "a field without a name, : x|Content-Length: 2",
        "a blank before the colon, X-Blank : x|Content-Length: 2"
    })
    void refusesFramingThatCannotBeUnderstoodAndCloses(String what, String fields) {
        try (RawConnection connection = RawConnection.open()) {
            connection.send(Export.of(TENANT).head(fields.replace("|", "\r\n") + "\r\n") + "{}");

            RawReply reply = connection.read();

            assertThat(reply.status()).as(what).isEqualTo(400);
            assertThat(connection.isAtEnd()).as(what).isTrue();
        }
    }

    @Test
    @DisplayName("FRM-2 bad chunk size")
    void refusesABadChunkSize() {
        try (RawConnection connection = RawConnection.open()) {
            connection.send(Export.of(TENANT).head("Transfer-Encoding: chunked\r\n") + "zz\r\n{}\r\n0\r\n\r\n");

            RawReply reply = connection.read();

            assertThat(reply.status()).isEqualTo(400);
            assertThat(connection.isAtEnd()).isTrue();
        }
    }

    @Test
    @DisplayName("FRM-3")
    void refusesATooLargeBodyInsteadOfContinuing() {
        try (RawConnection connection = RawConnection.open()) {
            connection.send(Export.of(TENANT).head("Content-Length: 99999999\r\nExpect: 100-continue\r\n"));

            assertThat(connection.read().status()).isEqualTo(413);
        }
    }

    @Test
    @DisplayName("Expect: 100-continue of a body that fits")
    void continuesAnExpectedBody() {
        try (RawConnection connection = RawConnection.open()) {
            connection.send(Export.of(TENANT).head("Content-Length: 2\r\nExpect: 100-continue\r\n"));

            assertThat(connection.read().status()).isEqualTo(100);
            assertThat(connection.send("{}").read().status()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("FRM-4")
    void publishesNothingOfABodyThatIsCut() {
        byte[] cut = Export.logs("{\"timeUnixNano\":\"17\"}").getBytes(StandardCharsets.UTF_8);
        byte[] whole = Export.logs("{\"timeUnixNano\":\"18\"}").getBytes(StandardCharsets.UTF_8);
        try (RawTopicTail tail = new RawTopicTail(GatewayUnderTest.bootstrapServers(), Signal.LOGS)) {
            try (RawConnection connection = RawConnection.open()) {
                connection.send(Export.of(TENANT).head("Content-Length: " + (cut.length + 1) + "\r\n"));
                connection.send(cut);
            }
            assertThat(Export.of(TENANT).body(whole).reply().status()).isEqualTo(200);

            var records = tail.next(1, record -> true);

            assertThat(records)
                    .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
                    .containsExactly(new String(whole, StandardCharsets.UTF_8));
        }
    }

    @Test
    @DisplayName("FRM-5")
    void endsABodyThatComesTooSlowly() {
        try (RawConnection connection = RawConnection.open()) {
            connection.send(Export.of(TENANT).head("Content-Length: 100\r\n")).send("{");

            RawReply reply = connection.read();

            assertThat(reply.status()).isEqualTo(408);
            assertThat(connection.isAtEnd()).isTrue();
        }
    }

    @Test
    @DisplayName("CON-1")
    void answersPipelinedRequestsInTheirOrder() {
        try (RawConnection connection = RawConnection.open()) {
            connection.send(Export.of(TENANT).body(RECORD).bytes());
            connection.send(Export.of(TENANT).body("[]").bytes());
            connection.send(Export.of(TENANT).bytes());

            List<Integer> statuses = List.of(
                    connection.read().status(),
                    connection.read().status(),
                    connection.read().status());

            assertThat(statuses).containsExactly(200, 400, 200);
        }
    }

    @ParameterizedTest(name = "a small body that nobody wants leaves the connection usable: {0}")
    @ValueSource(strings = {"/otlp/nowhere/v1/logs", "/v1/nothing"})
    void keepsTheConnectionAfterARefusal(String path) {
        try (RawConnection connection = RawConnection.open()) {
            RawReply refused = connection
                    .send(Export.of(TENANT).path(path).body(RECORD).bytes())
                    .read();

            assertThat(refused.status()).isIn(403, 404);
            assertThat(connection.send(Export.of(TENANT).bytes()).read().status())
                    .isEqualTo(200);
        }
    }

    @Test
    @DisplayName("SIZE-7 header")
    void answersTooLongHeadersWithAStatus() {
        RawReply reply =
                Export.of(TENANT).header("X-Long", "x".repeat(64 * 1024)).reply();

        assertThat(reply.status()).isEqualTo(431);
        assertThat(reply.body()).startsWith("{\"code\":3,");
    }

    @Test
    @DisplayName("SIZE-7 request line")
    void answersATooLongRequestLineWithAStatus() {
        RawReply reply = Export.of(TENANT)
                .path(TENANT.path("logs") + "?" + "x".repeat(20_000))
                .reply();

        assertThat(reply.status()).isEqualTo(414);
        assertThat(reply.body()).startsWith("{\"code\":3,");
    }

    @Test
    @DisplayName("the raw record: body as it came, normative headers, digest as key, AUTH-7")
    void publishesTheBodyAsItCameWithItsHeaders() {
        byte[] body = Export.logs("{\"timeUnixNano\": \"19\" , \"unknown\":1}").getBytes(StandardCharsets.UTF_8);
        try (RawTopicTail tail = new RawTopicTail(GatewayUnderTest.bootstrapServers(), Signal.LOGS)) {
            Export.of(TENANT)
                    .header("millrace-organization", "evil")
                    .header("X-Scope-OrgID", "evil")
                    .header("Content-Encoding", "gzip")
                    .body(Export.gzip(body))
                    .reply();

            var record = tail.next(1, it -> true).get(0);

            RawHeaders headers = RawHeaders.read(record.headers());
            assertThat(record.value()).isEqualTo(body);
            assertThat(headers.organization()).isEqualTo(TENANT.organization); // AUTH-7
            assertThat(headers.integration()).isEqualTo(TENANT.integration);
            assertThat(headers.keyId()).isEqualTo(TENANT.key.id());
            assertThat(headers.digest()).isEqualTo(RequestDigest.of(TENANT.integration, body));
            assertThat(record.key()).isEqualTo(headers.digest().toKey());
            assertThat(headers.partCount()).isEqualTo(1);
        }
    }
}
