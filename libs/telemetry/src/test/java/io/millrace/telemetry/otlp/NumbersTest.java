package io.millrace.telemetry.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conformance cases INT, DBL, BOO and BYT. */
class NumbersTest {
    private static final String TIME = "\"timeUnixNano\":\"1795384564042000000\"";

    @ParameterizedTest
    @DisplayName("INT-1 INT-2 INT-4 reads 64-bit integers in every form, exactly")
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "0,0",
                "'\"0\"',0",
                "42,42",
                "'\"42\"',42",
                "-42,-42",
                "'\"-42\"',-42",
                "-0,0",
                "9007199254740993,9007199254740993",
                "'\"9007199254740993\"',9007199254740993",
                "9223372036854775807,9223372036854775807",
                "'\"9223372036854775807\"',9223372036854775807",
                "-9223372036854775808,-9223372036854775808",
                "'\"-9223372036854775808\"',-9223372036854775808",
                "1e2,100",
                "'\"1e2\"',100",
                "1.0,1",
                "'\"1.0\"',1",
                "1.50e1,15",
                "'\"9.223372036854775807E18\"',9223372036854775807",
                "0e99,0",
                "'\"8999999999999999999\"',8999999999999999999",
                "'\"9000000000000000000\"',9000000000000000000"
            })
    void readsIntegersInEveryForm(String json, long expected) {
        assertThat(Reading.ofValue("{\"intValue\":" + json + "}").value()).isEqualTo(new AnyValue.Int(expected));
        assertThat(Reading.ofPoint("gauge", "{" + TIME + ",\"asInt\":" + json + "}")
                        .point()
                        .value())
                .isEqualTo(new DataPoint.IntValue(expected));
    }

    @Test
    @DisplayName("INT-2 keeps unsigned 64-bit times and counts exactly")
    void keepsUnsignedIntegers() {
        LogRecord log = Reading.ofLogs("{\"timeUnixNano\":18446744073709551615,"
                        + "\"observedTimeUnixNano\":\"18446744073709551615\"}")
                .log();

        assertThat(log.timeUnixNano()).isEqualTo(-1);
        assertThat(log.observedTimeUnixNano()).isEqualTo(-1);
        assertThat(log.oddities()).containsExactly(Oddity.UNLIKELY_TIME);
        DataPoint.Histogram histogram = (DataPoint.Histogram) Reading.ofPoint(
                        "histogram",
                        "{" + TIME
                                + ",\"count\":\"18446744073709551615\",\"bucketCounts\":[18446744073709551615,\"0\"],"
                                + "\"explicitBounds\":[1]}")
                .point()
                .value();
        assertThat(histogram.count()).isEqualTo(-1);
        assertThat(histogram.bucketCounts()).containsExactly(-1L, 0L);
    }

    @Test
    @DisplayName("INT-3 takes 32-bit integers as strings")
    void takesSmallIntegersAsStrings() {
        LogRecord log = Reading.ofLogs("{\"droppedAttributesCount\":\"2\",\"flags\":\"4294967295\"}")
                .log();

        assertThat(log.droppedAttributesCount()).isEqualTo(2);
        assertThat(log.flags()).isEqualTo(0xFFFF_FFFFL);
    }

    @ParameterizedTest
    @DisplayName("INT-5 refuses the record whose time or count is no integer")
    @ValueSource(
            strings = {
                "1.5",
                "\"\"",
                "\" 1\"",
                "\"1 \"",
                "\"0x10\"",
                "\"+1\"",
                "true",
                "[]",
                "{}",
                "\"01\"",
                "\"1e\"",
                "\"1.\"",
                "\"-\"",
                "\"1e-1\"",
                "1e-1",
                "\"\\u0661\""
            })
    void refusesWhatIsNoInteger(String json) {
        assertThat(Reading.ofLogs("{\"timeUnixNano\":" + json + "}").rejection())
                .returns("resourceLogs[0].scopeLogs[0].logRecords[0].timeUnixNano", Rejection::field)
                .returns("invalid_time", Rejection::reason);
        assertThat(Reading.ofPoint("sum", "{" + TIME + ",\"asInt\":" + json + "}")
                        .rejection())
                .returns("resourceMetrics[0].scopeMetrics[0].metrics[0].sum.dataPoints[0].asInt", Rejection::field)
                .returns("invalid_integer", Rejection::reason);
        assertThat(Reading.ofPoint("histogram", "{" + TIME + ",\"bucketCounts\":[" + json + "]}")
                        .rejection()
                        .reason())
                .isEqualTo("invalid_integer");
    }

    @ParameterizedTest
    @DisplayName("INT-5 INT-6 keeps an attribute whose integer cannot be read, as text and flagged")
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "1e+21,1e+21",
                "9223372036854775808,9223372036854775808",
                "'\"9223372036854775808\"',9223372036854775808",
                "1.5,1.5",
                "'\"\"',''",
                "'\" 1\"',' 1'",
                "true,true",
                "[1],[1]",
                "'{\"x\" : 1}','{\"x\" : 1}'",
                "1e999999999,1e999999999",
                "'\"1e99999999999\"',1e99999999999"
            })
    void keepsAnAttributeWhoseIntegerCannotBeRead(String json, String text) {
        Reading reading = Reading.ofValue("{\"intValue\":" + json + "}");

        assertThat(reading.value()).isEqualTo(new AnyValue.Unreadable(text, "intValue"));
        assertThat(reading.oddities()).containsExactly(Oddity.PARSE_ERROR);
    }

    @ParameterizedTest
    @DisplayName("INT-6 refuses the record whose time is out of range")
    @ValueSource(strings = {"-1", "\"-1\"", "18446744073709551616", "\"18446744073709551616\"", "1e+21"})
    void refusesTimesOutOfRange(String json) {
        assertThat(Reading.ofLogs("{\"observedTimeUnixNano\":" + json + "}")
                        .rejection()
                        .reason())
                .isEqualTo("invalid_time");
        assertThat(Reading.ofPoint("histogram", "{" + TIME + ",\"count\":" + json + "}")
                        .rejection()
                        .reason())
                .isEqualTo("out_of_range");
    }

    @ParameterizedTest
    @DisplayName("INT-7 leaves out a dropped count that cannot be one, flagged")
    @ValueSource(strings = {"-1", "4294967296", "\"x\"", "1.5", "[]"})
    void leavesOutABadDroppedCount(String json) {
        LogRecord log =
                Reading.ofLogs("{\"droppedAttributesCount\":" + json + "}").log();

        assertThat(log.droppedAttributesCount()).isZero();
        assertThat(log.oddities()).containsExactly(Oddity.FIELD_IGNORED);
    }

    @ParameterizedTest
    @DisplayName("DBL-1 DBL-2 reads doubles in every form")
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "1.1,1.1",
                "-0,-0.0",
                "-0.0,-0.0",
                "1e308,1e308",
                "5e-324,4.9E-324",
                "5,5.0",
                "'\"1.25\"',1.25",
                "'\"-5\"',-5.0",
                "1e-400,0.0",
                "'\"NaN\"',NaN",
                "'\"Infinity\"',Infinity",
                "'\"-Infinity\"',-Infinity",
                "123456789012345678901234567890,1.2345678901234568E29",
                "0.1,0.1",
                "-17.5e-1,-1.75"
            })
    void readsDoublesInEveryForm(String json, Double expected) {
        assertThat(Reading.ofValue("{\"doubleValue\":" + json + "}").value()).isEqualTo(new AnyValue.Real(expected));
        assertThat(Reading.ofPoint("gauge", "{" + TIME + ",\"asDouble\":" + json + "}")
                        .point()
                        .value())
                .isEqualTo(new DataPoint.DoubleValue(expected));
        DataPoint.Histogram histogram = (DataPoint.Histogram)
                Reading.ofPoint("histogram", "{" + TIME + ",\"sum\":#,\"min\":#,\"max\":#}".replace("#", json))
                        .point()
                        .value();
        assertThat(histogram.sum()).isEqualTo(expected);
        assertThat(histogram.min()).isEqualTo(expected);
        assertThat(histogram.max()).isEqualTo(expected);
    }

    @ParameterizedTest
    @DisplayName("DBL-3 refuses the point, keeps the attribute as text")
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "1e400,1e400",
                "'\"1e400\"',1e400",
                "'\"\"',''",
                "'\"nan\"',nan",
                "'\"inf\"',inf",
                "true,true",
                "{},{}"
            })
    void refusesWhatIsNoDouble(String json, String text) {
        Reading attribute = Reading.ofValue("{\"doubleValue\":" + json + "}");
        Rejection rejection = Reading.ofPoint("gauge", "{" + TIME + ",\"asDouble\":" + json + "}")
                .rejection();

        assertThat(attribute.value()).isEqualTo(new AnyValue.Unreadable(text, "doubleValue"));
        assertThat(attribute.oddities()).containsExactly(Oddity.PARSE_ERROR);
        assertThat(rejection.reason()).isEqualTo("invalid_number");
        assertThat(rejection.field()).endsWith("dataPoints[0].asDouble");
    }

    @Test
    @DisplayName("BOO-1 takes true and false only, keeps anything else as text")
    void takesTrueAndFalseOnly() {
        assertThat(Reading.ofValue("{\"boolValue\":true}").value()).isEqualTo(new AnyValue.Bool(true));
        assertThat(Reading.ofValue("{\"boolValue\":false}").value()).isEqualTo(new AnyValue.Bool(false));
        assertThat(Reading.ofValue("{\"boolValue\":\"true\"}").value())
                .isEqualTo(new AnyValue.Unreadable("true", "boolValue"));
        assertThat(Reading.ofValue("{\"boolValue\":1}").oddities()).containsExactly(Oddity.PARSE_ERROR);
    }

    @ParameterizedTest
    @DisplayName("BYT-1 BYT-2 BYT-4 decodes base64 in its four forms")
    @CsvSource({"+/8=,fbff", "+/8,fbff", "-_8=,fbff", "-_8,fbff", "AA==,00", "'',''"})
    void decodesBase64(String base64, String hex) {
        assertThat(Reading.ofValue("{\"bytesValue\":\"" + base64 + "\"}").value())
                .isEqualTo(new AnyValue.Bytes(HexFormat.of().parseHex(hex)));
    }

    @Test
    @DisplayName("BYT-3 BYT-5 keeps bytes that are no base64 as text or as JSON")
    void keepsBytesThatAreNoBase64() {
        Reading object = Reading.ofValue("{\"bytesValue\":{\"0\":1, \"1\":2}}");

        assertThat(Reading.ofValue("{\"bytesValue\":\"a!\"}").value())
                .isEqualTo(new AnyValue.Unreadable("a!", "bytesValue"));
        assertThat(object.value()).isEqualTo(new AnyValue.Unreadable("{\"0\":1, \"1\":2}", "bytesValue"));
        assertThat(object.oddities()).containsExactly(Oddity.BYTES_NOT_BASE64);
        assertThat(Reading.ofValue("{\"bytesValue\":[1,2]}").value())
                .isEqualTo(new AnyValue.Unreadable("[1,2]", "bytesValue"));
    }
}
