package io.millrace.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.gateway.Export;
import io.millrace.gateway.GatewayBroker;
import io.millrace.gateway.GatewayUnderTest;
import io.millrace.gateway.RawReply;
import io.millrace.gateway.TestTenant;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The reader's cases end to end: what a client is told. */
@QuarkusTest
@WithTestResource(GatewayBroker.class)
class RecordsIT {
    private static final TestTenant TENANT = GatewayUnderTest.TENANT;
    private static final String GOOD_SPAN =
            "{\"traceId\":\"5b8efff798038103d269b633813fc60c\",\"spanId\":\"eee19b7ec3c1b174\",\"name\":\"a\",\"startTimeUnixNano\":\"1700000000000000000\",\"endTimeUnixNano\":\"1700000000000000001\"}";
    private static final String GOOD_LOG = "{\"timeUnixNano\":\"1700000000000000000\"}";

    @BeforeEach
    void awaitReady() {
        GatewayUnderTest.awaitReady();
    }

    static Stream<Arguments> wholeBodies() {
        return Stream.of(
                Arguments.of("STR-1 empty object", "{}", 200),
                Arguments.of("STR-1 empty list", "{\"resourceLogs\":[]}", 200),
                Arguments.of("STR-2 no byte", "", 400),
                Arguments.of("STR-3 array", "[]", 400),
                Arguments.of("STR-3 string", "\"x\"", 400),
                Arguments.of("STR-3 null", "null", 400),
                Arguments.of("STR-3 wrong type", "{\"resourceLogs\":{}}", 400),
                Arguments.of("STR-3 truncated", "{\"resourceLogs\":[", 400),
                Arguments.of("STR-3 trailing garbage", "{}x", 400),
                Arguments.of("STR-3 two documents", "{}{}", 400),
                Arguments.of("STR-4 unknown field", "{\"new\":{\"a\":[1,{}]}}", 200),
                Arguments.of(
                        "STR-8 unknown objects, 10000 deep",
                        "{\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}",
                        400),
                Arguments.of("STR-10 raw control character", "{\"x\":\"\u0001\"}", 400),
                Arguments.of("STR-11 NaN", "{\"x\":NaN}", 400),
                Arguments.of("STR-11 comment", "{/**/}", 400),
                Arguments.of("STR-11 single quotes", "{'x':1}", 400),
                Arguments.of("STR-11 trailing comma", "{\"x\":1,}", 400),
                Arguments.of("STR-11 leading zero", "{\"x\":01}", 400),
                Arguments.of("NUL-1", "{\"resourceLogs\":null}", 200));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wholeBodies")
    void judgesAWholeBody(String id, String body, int status) {
        RawReply reply = Export.of(TENANT).body(body).reply();

        assertThat(reply.status()).as(id).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    }

    static Stream<Arguments> badRecords() {
        return Stream.of(
                Arguments.of("INT-5", "logs", Export.logs(GOOD_LOG + ",{\"timeUnixNano\":1.5}"), "rejectedLogRecords"),
                Arguments.of("INT-6", "logs", Export.logs(GOOD_LOG + ",{\"timeUnixNano\":-1}"), "rejectedLogRecords"),
                Arguments.of("ID-3", "traces", Export.spans(GOOD_SPAN + ",{\"name\":\"b\"}"), "rejectedSpans"),
                Arguments.of(
                        "PS-8",
                        "metrics",
                        Export.metrics(
                                "{\"name\":\"m\",\"gauge\":{\"dataPoints\":[{\"timeUnixNano\":\"1700000000000000000\",\"asInt\":1},{\"timeUnixNano\":\"1700000000000000000\"}]}}"),
                        "rejectedDataPoints"),
                Arguments.of(
                        "NUL-4",
                        "metrics",
                        Export.metrics(
                                "{\"name\":\"m\",\"gauge\":{\"dataPoints\":[{\"timeUnixNano\":\"1700000000000000000\",\"asDouble\":null}]}}"),
                        "rejectedDataPoints"),
                Arguments.of(
                        "PS-7",
                        "metrics",
                        Export.metrics("{\"name\":\"m\",\"gauge\":{\"dataPoints\":[{\"asInt\":1}]}}"),
                        "rejectedDataPoints"));
    }

    @ParameterizedTest(name = "PS-1, PS-2, {0}")
    @MethodSource("badRecords")
    void refusesABadRecordAlone(String id, String signal, String body, String rejectedField) {
        RawReply reply = Export.of(TENANT).path(TENANT.path(signal)).body(body).reply();

        assertThat(reply.status()).as(id).isEqualTo(200);
        assertThat(reply.body())
                .startsWith("{\"partialSuccess\":{\"" + rejectedField + "\":\"1\",\"errorMessage\":\"resource");
    }

    static Stream<Arguments> oddRecords() {
        return Stream.of(
                Arguments.of("NUL-3", "{\"body\":{\"doubleValue\":null},\"timeUnixNano\":\"1700000000000000000\"}"),
                Arguments.of("INT-1", "{\"timeUnixNano\":1700000000000000000,\"body\":{\"intValue\":\"42\"}}"),
                Arguments.of(
                        "INT-6 attribute", "{\"timeUnixNano\":\"1700000000000000000\",\"body\":{\"intValue\":1e+21}}"),
                Arguments.of("BYT-5", "{\"timeUnixNano\":\"1700000000000000000\",\"body\":{\"bytesValue\":{\"0\":1}}}"),
                Arguments.of(
                        "ID-4", "{\"timeUnixNano\":\"1700000000000000000\",\"traceId\":\"W47/95gDgQPSabYzgT/GDA==\"}"),
                Arguments.of("DBL-2", "{\"timeUnixNano\":\"1700000000000000000\",\"body\":{\"doubleValue\":\"NaN\"}}"),
                Arguments.of(
                        "ENM-2",
                        "{\"timeUnixNano\":\"1700000000000000000\",\"severityNumber\":\"SEVERITY_NUMBER_INFO\"}"),
                Arguments.of("PS-12", "{\"body\":{\"stringValue\":\"no time\"}}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("oddRecords")
    void takesAnOddRecord(String id, String record) {
        RawReply reply = Export.of(TENANT).body(Export.logs(record)).reply();

        assertThat(reply.status()).as(id).isEqualTo(200);
        assertThat(reply.body()).as(id).doesNotContain("\"rejectedLogRecords\":\"1\"");
    }

    @Test
    @DisplayName("PS-4")
    void answers200WhereEveryRecordIsRefused() {
        RawReply reply = Export.of(TENANT)
                .path(TENANT.path("traces"))
                .body(Export.spans("{},{}"))
                .reply();

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).contains("\"rejectedSpans\":\"2\"");
    }

    @Test
    @DisplayName("RES-6, RES-8, ST-1")
    void namesThePlaceOfABadBodyWithoutQuotingIt() {
        RawReply reply = Export.of(TENANT)
                .body("{\"resourceLogs\":[{\"scopeLogs\":\"secret text\"}]}")
                .reply();

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body())
                .contains("google.rpc.BadRequest", "\"fieldViolations\":[{\"field\":\"resourceLogs[0].scopeLogs\"")
                .doesNotContain("secret");
        assertThat(reply.header("X-Request-Id")).matches("[0-9a-f]{16}");
        assertThat(reply.body()).contains(reply.header("X-Request-Id"));
    }

    @Test
    @DisplayName("RES-7, PS-3: 10000 bad records, a small reply")
    void boundsTheMessage() {
        RawReply reply = Export.of(TENANT)
                .path(TENANT.path("traces"))
                .body(Export.spans("{},".repeat(9_999) + "{}"))
                .reply();

        assertThat(reply.body()).contains("\"rejectedSpans\":\"10000\"").hasSizeLessThan(4_096);
    }
}
