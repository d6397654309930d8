package io.millrace.telemetry.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conformance cases ENM, ID and NAM. */
class IdsAndNamesTest {
    private static final String TRACE_ID = "5b8efff798038103d269b633813fc60c";
    private static final String SPAN_ID = "eee19b7ec3c1b174";
    private static final String IDS = "\"traceId\":\"" + TRACE_ID + "\",\"spanId\":\"" + SPAN_ID + "\"";

    @ParameterizedTest
    @DisplayName("ENM-1 ENM-3 ENM-4 ENM-5 keeps the number of an enum, known or not, also where it is a string")
    @CsvSource(
            quoteCharacter = '\'',
            value = {"9,9", "'\"9\"',9", "99,99", "0,0", "-1,-1", "17,17"})
    void keepsTheNumberOfAnEnum(String json, int number) {
        Span span = Reading.ofSpan(IDS + ",\"kind\":" + json + ",\"status\":{\"code\":" + json + "}")
                .span();

        assertThat(Reading.ofLogs("{\"severityNumber\":" + json + "}").log().severityNumber())
                .isEqualTo(number);
        assertThat(span.kind()).isEqualTo(number);
        assertThat(span.statusCode()).isEqualTo(number);
        assertThat(span.oddities()).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("ENM-2 reads what is no number as 0, flagged, with a warning")
    @ValueSource(strings = {"\"SPAN_KIND_SERVER\"", "true", "[]", "{}", "1.5", "3000000000", "\"\""})
    void readsWhatIsNoNumberAsZero(String json) {
        Reading reading = Reading.ofSpan(IDS + ",\"kind\":" + json);

        assertThat(reading.span().kind()).isZero();
        assertThat(reading.span().oddities()).containsExactly(Oddity.ENUM_NOT_A_NUMBER);
        assertThat(reading.decoded().warnings()).singleElement().asString().contains("numbers, not as names");
    }

    @Test
    @DisplayName("ID-1 takes hex ids of any case and stores them in lower case")
    void storesIdsInLowerCase() {
        Span span = Reading.ofSpan("\"traceId\":\"5B8EFFF798038103d269b633813FC60C\",\"spanId\":\"EEE19b7EC3C1B174\","
                        + "\"parentSpanId\":\"EEE19B7EC3C1B173\"")
                .span();

        assertThat(span.traceId()).isEqualTo(TRACE_ID);
        assertThat(span.spanId()).isEqualTo(SPAN_ID);
        assertThat(span.parentSpanId()).isEqualTo("eee19b7ec3c1b173");
    }

    @ParameterizedTest
    @DisplayName("ID-2 takes a log record without a usable id")
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'\"\"',false", "'\"00000000000000000000000000000000\"',false", "null,false", "'\"abc\"',true",
                "'\"5b8efff798038103d269b633813fc60g\"',true", "'\"W47/95gDgQPSabYzgT/GDA==\"',true", "5,true",
                        "[],true"
            })
    void takesALogRecordWithoutAUsableId(String json, boolean flagged) {
        Reading reading = Reading.ofLogs("{\"traceId\":" + json + "}");

        assertThat(reading.log().traceId()).isNull();
        assertThat(reading.oddities()).isEqualTo(flagged ? List.of(Oddity.INVALID_ID) : List.of());
        assertThat(reading.decoded().warnings()).hasSize(flagged ? 1 : 0);
    }

    @ParameterizedTest
    @DisplayName("ID-3 ID-5 refuses a span without valid ids, not its neighbours")
    @ValueSource(
            strings = {
                "\"spanId\":\"eee19b7ec3c1b174\"",
                "\"traceId\":\"\",\"spanId\":\"eee19b7ec3c1b174\"",
                "\"traceId\":\"00000000000000000000000000000000\",\"spanId\":\"eee19b7ec3c1b174\"",
                "\"traceId\":\"5b8efff7\",\"spanId\":\"eee19b7ec3c1b174\"",
                "\"traceId\":\"5b8efff798038103d269b633813fc60c\"",
                "\"traceId\":\"5b8efff798038103d269b633813fc60c\",\"spanId\":\"zee19b7ec3c1b174\"",
                "\"traceId\":\"5b8efff798038103d269b633813fc60c\",\"spanId\":7"
            })
    void refusesASpanWithoutValidIds(String members) {
        Reading reading = Reading.ofSpan(members + "},{" + IDS);

        assertThat(reading.rejection().reason()).isEqualTo("invalid_id");
        assertThat(reading.rejection().field()).matches("resourceSpans\\[0].scopeSpans\\[0].spans\\[0].(trace|span)Id");
        assertThat(reading.records().spans).hasSize(1);
        assertThat(reading.records().ordinals).containsExactly(0, 1);
        assertThat(reading.records().rejectedSources).containsExactly("{" + members + "}");
    }

    @ParameterizedTest
    @DisplayName("ID-4 P6 tells base64 ids from other invalid ones")
    @ValueSource(
            strings = {
                "\"traceId\":\"W47/95gDgQPSabYzgT/GDA==\",\"spanId\":\"eee19b7ec3c1b174\"",
                "\"traceId\":\"5b8efff798038103d269b633813fc60c\",\"spanId\":\"7uGbfsPBsXQ=\"",
                "\"traceId\":\"5b8efff798038103d269b633813fc60c\",\"spanId\":\"7uGbfsPBsXQ\""
            })
    void tellsBase64Ids(String members) {
        Rejection rejection = Reading.ofSpan(members).rejection();

        assertThat(rejection.description())
                .contains("hex expected")
                .contains("base64")
                .doesNotContain("7uGb");
    }

    @ParameterizedTest
    @DisplayName("ID-6 reads an empty or absent parent as a root span")
    @ValueSource(
            strings = {"", ",\"parentSpanId\":\"\"", ",\"parentSpanId\":null", ",\"parentSpanId\":\"0000000000000000\""
            })
    void readsAnEmptyParentAsARoot(String parent) {
        Span span = Reading.ofSpan(IDS + parent).span();

        assertThat(span.parentSpanId()).isNull();
        assertThat(span.oddities()).isEmpty();
    }

    @Test
    @DisplayName("ID-6 reads an invalid parent as a root span, flagged")
    void flagsAnInvalidParent() {
        Span span = Reading.ofSpan(IDS + ",\"parentSpanId\":\"xyz\"").span();

        assertThat(span.parentSpanId()).isNull();
        assertThat(span.oddities()).containsExactly(Oddity.INVALID_ID);
    }

    @Test
    @DisplayName("ID-7 flags a span id without a trace id")
    void flagsASpanIdWithoutATraceId() {
        Reading reading = Reading.ofLogs("{\"spanId\":\"eee19b7ec3c1b174\"}");

        assertThat(reading.log().spanId()).isEqualTo(SPAN_ID);
        assertThat(reading.oddities()).containsExactly(Oddity.SPAN_ID_WITHOUT_TRACE_ID);
    }

    @Test
    @DisplayName("NAM-1 stores the event name")
    void storesTheEventName() {
        assertThat(Reading.ofLogs("{\"eventName\":\"e\"}").log().eventName()).isEqualTo("e");
    }

    @Test
    @DisplayName("NAM-2 ignores string table indexes, flagged, with a warning")
    void ignoresStringTableIndexes() {
        Reading value = Reading.ofValue("{\"stringValueStrindex\":5}");
        Reading key = Reading.ofLogs("{\"attributes\":[{\"keyStrindex\":3,\"value\":{\"intValue\":1}}]}");

        assertThat(value.value()).isEqualTo(AnyValue.EMPTY);
        assertThat(value.oddities()).contains(Oddity.STRING_INDEX);
        assertThat(value.decoded().warnings()).anyMatch(text -> text.contains("Strindex"));
        assertThat(key.log().attributes()).isEmpty();
        assertThat(key.oddities()).containsExactly(Oddity.EMPTY_KEY, Oddity.STRING_INDEX);
    }

    @Test
    @DisplayName("NAM-3 NAM-5 keeps repeated keys in order, flagged; keys that differ in case are distinct")
    void keepsRepeatedKeys() {
        Reading repeated = Reading.ofLogs("{\"attributes\":[{\"key\":\"a\"},{\"key\":\"b\"},{\"key\":\"a\"}]}");
        Reading distinct = Reading.ofLogs("{\"attributes\":[{\"key\":\"a\"},{\"key\":\"A\"}]}");
        String many = IntStream.range(0, 21)
                .mapToObj(i -> "{\"key\":\"k" + i % 20 + "\"}")
                .collect(Collectors.joining(","));

        assertThat(repeated.log().attributes()).extracting(Attribute::key).containsExactly("a", "b", "a");
        assertThat(repeated.oddities()).containsExactly(Oddity.DUPLICATE_KEY);
        assertThat(distinct.oddities()).isEmpty();
        assertThat(Reading.ofLogs("{\"attributes\":[" + many + "]}").oddities()).containsExactly(Oddity.DUPLICATE_KEY);
    }

    @ParameterizedTest
    @DisplayName("NAM-4 drops an attribute without a key, flagged")
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'{\"key\":\"\",\"value\":{\"intValue\":1}}',EMPTY_KEY",
                "'{\"value\":{\"intValue\":1}}',EMPTY_KEY",
                "'{\"key\":null}',EMPTY_KEY",
                "'{\"key\":5}',FIELD_IGNORED",
                "5,FIELD_IGNORED",
                "[],FIELD_IGNORED"
            })
    void dropsAnAttributeWithoutAKey(String attribute, Oddity oddity) {
        Reading reading = Reading.ofLogs("{\"attributes\":[" + attribute + ",{\"key\":\"b\"}]}");

        assertThat(reading.log().attributes()).containsExactly(new Attribute("b", AnyValue.EMPTY));
        assertThat(reading.oddities()).containsExactly(oddity);
    }
}
