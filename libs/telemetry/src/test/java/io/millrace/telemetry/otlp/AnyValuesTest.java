package io.millrace.telemetry.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.telemetry.Signal;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conformance cases ANY-1 to ANY-4 and ANY-6. */
class AnyValuesTest {
    private static final String NESTED =
            "{\"kvlistValue\":{\"values\":[{\"key\":\"s\",\"value\":{\"stringValue\":\"\"}},"
                    + "{\"key\":\"l\",\"value\":{\"arrayValue\":{\"values\":[{\"boolValue\":false},{\"intValue\":\"0\"},"
                    + "{\"doubleValue\":1},{\"bytesValue\":\"AQ==\"},{},{\"kvlistValue\":{\"values\":[]}}]}}}]}}";
    private static final AnyValue NESTED_VALUE = new AnyValue.KeyValues(List.of(
            new Attribute("s", new AnyValue.Text("")),
            new Attribute(
                    "l",
                    new AnyValue.Array(List.of(
                            new AnyValue.Bool(false),
                            new AnyValue.Int(0),
                            new AnyValue.Real(1),
                            new AnyValue.Bytes(new byte[] {1}),
                            AnyValue.EMPTY,
                            new AnyValue.KeyValues(List.of()))))));
    private static final String ATTRIBUTES = "[{\"key\":\"n\",\"value\":" + NESTED + "}]";
    private static final List<Attribute> EXPECTED = List.of(new Attribute("n", NESTED_VALUE));

    @Test
    @DisplayName("ANY-1 ANY-4 keeps values of every type in log records, resources and scopes")
    void keepsEveryTypeInLogs() {
        Reading reading = Reading.of(
                Signal.LOGS,
                ("{\"resourceLogs\":[{\"resource\":{\"attributes\":#},\"scopeLogs\":[{\"scope\":{\"attributes\":#},"
                                + "\"logRecords\":[{\"attributes\":#,\"body\":" + NESTED + "}]}]}]}")
                        .replace("#", ATTRIBUTES));

        assertThat(reading.log().attributes()).isEqualTo(EXPECTED);
        assertThat(reading.log().body()).isEqualTo(NESTED_VALUE);
        assertThat(reading.records().resources.get(0).attributes()).isEqualTo(EXPECTED);
        assertThat(reading.records().scopes.get(0).attributes()).isEqualTo(EXPECTED);
        assertThat(reading.oddities()).isEmpty();
    }

    @Test
    @DisplayName("ANY-1 keeps values of every type in spans, their events and links")
    void keepsEveryTypeInSpans() {
        Span span = Reading.ofSpan(
                        "\"traceId\":\"5b8efff798038103d269b633813fc60c\",\"spanId\":\"eee19b7ec3c1b174\",\"attributes\":"
                                + ATTRIBUTES + ",\"events\":[{\"attributes\":" + ATTRIBUTES
                                + "}],\"links\":[{\"attributes\":" + ATTRIBUTES + "}]")
                .span();

        assertThat(span.attributes()).isEqualTo(EXPECTED);
        assertThat(span.events().get(0).attributes()).isEqualTo(EXPECTED);
        assertThat(span.links().get(0).attributes()).isEqualTo(EXPECTED);
    }

    @Test
    @DisplayName("ANY-1 keeps values of every type in metrics, points and exemplars")
    void keepsEveryTypeInMetrics() {
        Reading reading = Reading.of(
                Signal.METRICS,
                Reading.metrics("{\"metadata\":" + ATTRIBUTES
                        + ",\"gauge\":{\"dataPoints\":[{\"timeUnixNano\":1795384564042000000,\"asInt\":1,\"attributes\":"
                        + ATTRIBUTES + ",\"exemplars\":[{\"asInt\":\"7\",\"filteredAttributes\":" + ATTRIBUTES
                        + "}]}]}}"));

        assertThat(reading.point().attributes()).isEqualTo(EXPECTED);
        assertThat(reading.records().metrics.get(0).metadata()).isEqualTo(EXPECTED);
        assertThat(reading.point().exemplars()).containsExactly(new DataPoint.Exemplar(0, 7L, null, null, EXPECTED));
    }

    @Test
    @DisplayName("ANY-2 keeps the key of an empty value")
    void keepsTheKeyOfAnEmptyValue() {
        Reading reading = Reading.ofLogs("{\"attributes\":[{\"key\":\"a\"},{\"key\":\"b\",\"value\":{}},"
                + "{\"key\":\"c\",\"value\":null}],\"body\":{}}");

        assertThat(reading.log().attributes())
                .containsExactly(
                        new Attribute("a", AnyValue.EMPTY),
                        new Attribute("b", AnyValue.EMPTY),
                        new Attribute("c", AnyValue.EMPTY));
        assertThat(reading.oddities()).isEmpty();
    }

    @Test
    @DisplayName("ANY-3 reads empty lists and maps as such")
    void readsEmptyListsAndMaps() {
        assertThat(Reading.ofValue("{\"arrayValue\":{}}").value()).isEqualTo(new AnyValue.Array(List.of()));
        assertThat(Reading.ofValue("{\"arrayValue\":{\"values\":[]}}").value())
                .isEqualTo(new AnyValue.Array(List.of()));
        assertThat(Reading.ofValue("{\"kvlistValue\":{}}").value()).isEqualTo(new AnyValue.KeyValues(List.of()));
        assertThat(Reading.ofValue("{\"kvlistValue\":{\"values\":null}}").oddities())
                .isEmpty();
    }

    @ParameterizedTest
    @DisplayName("ANY-6 reads forms that no version defines as empty, flagged, with a warning")
    @ValueSource(strings = {"{\"Value\":{\"StringValue\":\"x\"}}", "{\"string_value\":\"x\"}", "{\"str\":1}"})
    void readsUnknownFormsAsEmpty(String value) {
        Reading reading = Reading.ofValue(value);

        assertThat(reading.value()).isEqualTo(AnyValue.EMPTY);
        assertThat(reading.oddities()).containsExactly(Oddity.UNKNOWN_VALUE_FORM);
        assertThat(reading.decoded().warnings()).isNotEmpty();
    }

    @ParameterizedTest
    @DisplayName("ANY-6 keeps a bare value and a list of another shape as text, flagged")
    @ValueSource(strings = {"5", "\"x\"", "[1]", "{\"arrayValue\":[1]}", "{\"kvlistValue\":{\"values\":5}}"})
    void keepsOtherShapesAsText(String value) {
        Reading reading = Reading.ofValue(value);

        assertThat(reading.value()).isInstanceOf(AnyValue.Unreadable.class);
        assertThat(reading.oddities()).containsExactly(Oddity.PARSE_ERROR);
    }

    @Test
    @DisplayName("NUL-3 oddities of a resource and of a scope show in all their records")
    void flagsTheRecordsOfAnOddResource() {
        Reading reading = Reading.of(
                Signal.LOGS,
                "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{}],\"scope\":{\"name\":5}}],\"resource\":{\"attributes\":"
                        + "[{\"key\":\"a\",\"value\":{\"doubleValue\":null}}]}},{\"scopeLogs\":[{\"logRecords\":[{}]}]}]}");

        assertThat(reading.records().logs.get(0).oddities()).containsExactly(Oddity.NULL_VALUE, Oddity.FIELD_IGNORED);
        assertThat(reading.records().logs.get(1).oddities()).isEmpty();
    }
}
