package io.millrace.telemetry.otlp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.telemetry.Signal;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conformance cases STR, PATH-7 and CT-5. */
class StructureTest {

    @ParameterizedTest
    @DisplayName("STR-1 takes bodies without records")
    @ValueSource(
            strings = {
                "{}",
                "{\"resourceLogs\":[]}",
                "{\"resourceLogs\":[{}]}",
                "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[]}]}]}",
                " \r\n\t{ }\n"
            })
    void takesBodiesWithoutRecords(String body) {
        assertThat(Reading.of(Signal.LOGS, body).verdict()).isEqualTo(new Verdict.Decoded(0, List.of(), 0, List.of()));
    }

    @ParameterizedTest
    @DisplayName("STR-2 STR-3 STR-11 refuses what is not one strict JSON object of the right shape")
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "\"x\"",
                "null",
                "5",
                "{",
                "{\"resourceLogs\":{}}",
                "{\"resourceLogs\":[5]}",
                "{\"resourceLogs\":[{\"scopeLogs\":\"x\"}]}",
                "{\"resourceLogs\":[{\"resource\":[]}]}",
                "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":{}}]}]}",
                "{\"resourceLogs\":[{\"scopeLogs\":[{\"log",
                "{} x",
                "{}{}",
                "{}]",
                "{\"x\":NaN}",
                "{\"x\":Infinity}",
                "{/* c */}",
                "{'x':1}",
                "{\"x\":1,}",
                "{\"x\":[1,]}",
                "{\"x\":01}",
                "{\"x\":0x1}",
                "{\"x\":+1}",
                "{\"x\":.5}",
                "{\"x\":1.}",
                "{x:1}",
                "{\"x\":\"\t\"}",
                "{\"x\":\"\\q\"}",
                "{\"x\":\"\\u12\"}",
                "{\"x\":tru}",
                "{\"resourceLogs\":[}"
            })
    void refusesWhatIsNotOneStrictJsonObject(String body) {
        assertThat(Reading.of(Signal.LOGS, body).malformed().description()).isNotBlank();
    }

    @Test
    @DisplayName("STR-3 RES-6 says where a body is broken, and by what offset")
    void saysWhereABodyIsBroken() {
        Verdict.Malformed malformed = Reading.of(Signal.LOGS, Reading.logs("{}", "{\"flags\":secret}"))
                .malformed();

        assertThat(malformed.field()).isEqualTo("resourceLogs[0].scopeLogs[0].logRecords[1]");
        assertThat(malformed.byteOffset()).isBetween(55L, 65L);
        assertThat(malformed.description()).contains("not valid JSON").doesNotContain("secret");
    }

    @Test
    @DisplayName("STR-3 P6 knows a cut body, an unpacked gzip and binary protobuf")
    void knowsWhatOftenComesInstead() {
        byte[] gzip = {0x1F, (byte) 0x8B, 8, 0};
        byte[] protobuf = {0x0A, 0x12, 0x0A, 0x04};

        assertThat(Reading.of(Signal.LOGS, "{\"x\":[1").malformed().description())
                .contains("cut off");
        assertThat(Reading.of(Signal.LOGS, gzip, OtlpLimits.DEFAULT).malformed().description())
                .contains("Content-Encoding");
        assertThat(Reading.of(Signal.LOGS, protobuf, OtlpLimits.DEFAULT)
                        .malformed()
                        .description())
                .contains("OTEL_EXPORTER_OTLP_PROTOCOL=http/json");
    }

    @Test
    @DisplayName("STR-4 ignores unknown members at every level")
    void ignoresUnknownMembersAtEveryLevel() {
        String unknown = "\"zz\":{\"a\":[1,{\"b\":null}],\"c\":\"\\u0000\"},\"yy\":1.5e3,\"xx\":[[]],";
        String body =
                "{#\"resourceLogs\":[{#\"resource\":{#\"attributes\":[{#\"key\":\"r\",\"value\":{#\"intValue\":1}}]},"
                        + "\"scopeLogs\":[{#\"scope\":{#\"name\":\"s\"},\"logRecords\":[{#\"body\":{#\"kvlistValue\":{#\"values\":"
                        + "[{#\"key\":\"k\",\"value\":{#\"arrayValue\":{#\"values\":[{#\"boolValue\":true}]}}}]}}}]}]}]}";

        Reading reading = Reading.of(Signal.LOGS, body.replace("#", unknown));

        assertThat(reading.log())
                .isEqualTo(Reading.of(Signal.LOGS, body.replace("#", "")).log());
        assertThat(reading.decoded().warnings()).isEmpty();
    }

    @Test
    @DisplayName("STR-5 warns of the original proto names and ignores them")
    void warnsOfOriginalProtoNames() {
        Reading reading = Reading.ofLogs("{\"time_unix_nano\":5,\"trace_id\":\"x\"}");

        assertThat(reading.log().timeUnixNano()).isZero();
        assertThat(reading.decoded().warnings())
                .containsExactly(
                        "time_unix_nano was ignored: OTLP/JSON writes it as timeUnixNano",
                        "trace_id was ignored: OTLP/JSON writes it as traceId");
        assertThat(Reading.of(Signal.LOGS, "{\"resource_logs\":[{}]}").decoded().warnings())
                .hasSize(1);
    }

    @Test
    @DisplayName("PATH-7 warns of the records of another signal")
    void warnsOfTheRecordsOfAnotherSignal() {
        Verdict.Decoded decoded =
                Reading.of(Signal.LOGS, "{\"resourceMetrics\":[{}]}").decoded();

        assertThat(decoded.records()).isZero();
        assertThat(decoded.warnings()).singleElement().asString().contains("/v1/metrics");
    }

    @Test
    @DisplayName("STR-6 takes the last of a repeated member, and all records of a repeated list")
    void takesTheLastOfARepeatedMember() {
        Reading reading = Reading.of(
                Signal.LOGS,
                "{\"resourceLogs\":[{\"schemaUrl\":\"a\",\"schemaUrl\":\"b\",\"scopeLogs\":[{\"logRecords\":[{\"flags\":1,"
                        + "\"flags\":2}],\"logRecords\":[{}]}]}],\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{}]}]}]}");

        assertThat(reading.records().ordinals).containsExactly(0, 1, 2);
        assertThat(reading.records().logs.get(0).flags()).isEqualTo(2);
        assertThat(reading.records().resources.get(1).schemaUrl()).isEqualTo("b");
    }

    @Test
    @DisplayName("STR-7 takes the last of several members of a oneof, flagged")
    void takesTheLastMemberOfAOneof() {
        Reading reading = Reading.ofValue("{\"stringValue\":\"a\",\"intValue\":1}");

        assertThat(reading.value()).isEqualTo(new AnyValue.Int(1));
        assertThat(reading.oddities()).containsExactly(Oddity.SEVERAL_VALUES);
    }

    @Test
    @DisplayName("STR-8 refuses the record whose value is nested too deeply, and bodies nested without end")
    void boundsTheDepth() {
        String deepest =
                "{\"kvlistValue\":{\"values\":[{\"key\":\"k\",\"value\":".repeat(64) + "{}" + "}]}}".repeat(64);
        String tooDeep = "{\"arrayValue\":{\"values\":[".repeat(65) + "{}" + "]}}".repeat(65);
        String bomb = "{\"arrayValue\":{\"values\":[".repeat(10_000);

        assertThat(Reading.ofValue(deepest).oddities()).isEmpty();
        assertThat(Reading.ofValue(tooDeep).rejection().reason()).isEqualTo("too_deep");
        assertThat(Reading.ofValue(bomb).malformed().description()).contains("nesting");
        assertThat(Reading.of(Signal.LOGS, "{\"x\":" + "[".repeat(10_000))
                        .malformed()
                        .description())
                .contains("nesting");
        assertThat(Reading.of(
                                Signal.LOGS,
                                "{\"resourceLogs\":[{\"resource\":{\"attributes\":[{\"key\":\"k\",\"value\":" + tooDeep
                                        + "}]}}]}")
                        .malformed()
                        .field())
                .startsWith("resourceLogs[0].resource.attributes[0].values[0]");
    }

    @Test
    @DisplayName("STR-9 refuses the record that is beyond a limit, not its neighbours")
    void refusesTheRecordThatIsBeyondALimit() {
        OtlpLimits limits = new OtlpLimits(4, 100, 50, 20, 30, 3, 10);
        String[] records = {
            "{}",
            "{\"attributes\":[{\"key\":\"" + "k".repeat(21) + "\"}]}",
            "{\"eventName\":\"" + "e".repeat(51) + "\"}",
            "{\"body\":{\"stringValue\":\"" + "b".repeat(51) + "\"}}",
            "{\"attributes\":[{\"key\":\"a\"},{\"key\":\"b\"},{\"key\":\"c\"},{\"key\":\"d\"}]}",
            "{\"eventName\":\"" + "e".repeat(50) + "\",\"attributes\":[{\"key\":\"" + "k".repeat(20) + "\"}]}"
        };

        Reading reading = Reading.of(Signal.LOGS, Reading.logs(records).getBytes(UTF_8), limits);

        assertThat(reading.records().rejections)
                .extracting(Rejection::reason)
                .containsExactly("key_too_long", "string_too_long", "string_too_long", "too_many_attributes");
        assertThat(reading.records().rejections).extracting(Rejection::ordinal).containsExactly(1, 2, 3, 4);
        assertThat(reading.records().rejectedSources).containsExactly(records[1], records[2], records[3], records[4]);
        assertThat(reading.records().logs).hasSize(2);
        assertThat(Reading.of(Signal.LOGS, ("{\"x\":" + "1".repeat(31) + "}").getBytes(UTF_8), limits)
                        .malformed())
                .isNotNull();
        assertThat(Reading.of(Signal.LOGS, ("{\"" + "n".repeat(100) + "\":1}").getBytes(UTF_8), limits)
                        .malformed())
                .isNotNull();
    }

    @Test
    @DisplayName("STR-10 keeps any text exactly and mends lone surrogates")
    void keepsTextExactly() {
        assertThat(Reading.ofValue("{\"stringValue\":\"\\ud83d\\ude00 \uD83D\uDE00 \\u0000 \\\"\\\\ \u00e9\"}")
                        .value())
                .isEqualTo(new AnyValue.Text("\uD83D\uDE00 \uD83D\uDE00 \0 \"\\ \u00e9"));
        Reading mended = Reading.ofValue("{\"stringValue\":\"a\\uD83D b\\udE00\"}");
        assertThat(mended.value()).isEqualTo(new AnyValue.Text("a\uFFFD b\uFFFD"));
        assertThat(mended.oddities()).containsExactly(Oddity.TEXT_MENDED);
    }

    @ParameterizedTest
    @DisplayName("STR-10 refuses bytes that are not UTF-8, wherever they stand")
    @ValueSource(
            strings = {
                "\u00ff",
                "\u00c0\u00af",
                "\u00e0\u0080\u00af",
                "\u00ed\u00a0\u0080",
                "\u00f0\u0080\u0080\u0080",
                "\u00f4\u0090\u0080\u0080",
                "\u00f5\u0080\u0080\u0080",
                "\u00c3",
                "\u00e2\u0082",
                "\u00c3(",
                "\u0080"
            })
    void refusesBytesThatAreNotUtf8(String bytes) {
        for (String member : List.of("\"eventName\"", "\"zz\"")) {
            byte[] body = Reading.logs("{" + member + ":\"" + bytes + "\"}").getBytes(ISO_8859_1);

            Verdict.Malformed malformed =
                    Reading.of(Signal.LOGS, body, OtlpLimits.DEFAULT).malformed();

            assertThat(malformed.description()).contains("UTF-8");
            assertThat(malformed.byteOffset()).isGreaterThan(40);
        }
    }

    @Test
    @DisplayName("CT-5 skips a byte order mark, refuses UTF-16")
    void skipsAByteOrderMark() {
        String body = Reading.logs("{}", "{\"flags\":[]}");

        Reading reading = Reading.of(Signal.LOGS, "\uFEFF" + body);

        assertThat(reading.decoded().records()).isEqualTo(2);
        assertThat(Reading.of(Signal.LOGS, "\uFEFF" + Reading.logs("{\"timeUnixNano\":true}"))
                        .records()
                        .rejectedSources)
                .containsExactly("{\"timeUnixNano\":true}");
        assertThat(Reading.of(Signal.LOGS, body.getBytes(UTF_16LE), OtlpLimits.DEFAULT)
                        .malformed())
                .isNotNull();
        assertThat(Reading.of(Signal.LOGS, body.getBytes(UTF_16BE), OtlpLimits.DEFAULT)
                        .malformed())
                .isNotNull();
    }

    @Test
    @DisplayName("STR-12 takes records without resource and scope, and members in any order")
    void takesMembersInAnyOrder() {
        assertThat(Reading.ofLogs("{}").records().resources).containsExactly(Resource.UNKNOWN);
        Reading reading = Reading.of(
                Signal.METRICS,
                "{\"resourceMetrics\":[{\"schemaUrl\":\"u\",\"scopeMetrics\":[{\"metrics\":[{\"sum\":{\"dataPoints\":["
                        + "{\"asInt\":1,\"timeUnixNano\":\"1795384564042000000\"}],\"isMonotonic\":true,"
                        + "\"aggregationTemporality\":2},\"unit\":\"By\",\"name\":\"m\"}],\"scope\":{\"name\":\"s\"}}],"
                        + "\"resource\":{\"attributes\":[{\"key\":\"r\",\"value\":{\"boolValue\":true}}]}}]}");

        assertThat(reading.point().oddities()).isEmpty();
        assertThat(reading.records().metrics)
                .containsExactly(new Metric("m", "", "By", Metric.Kind.SUM, 2, true, List.of()));
        assertThat(reading.records().scopes).extracting(Scope::name).containsExactly("s");
        assertThat(reading.records().resources)
                .containsExactly(new Resource(List.of(new Attribute("r", new AnyValue.Bool(true))), 0, "u"));
    }
}
