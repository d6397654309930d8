package io.millrace.telemetry.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.telemetry.Signal;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conformance cases NUL. */
class NullsTest {

    @Test
    @DisplayName("NUL-1 reads null as absent, everywhere")
    void readsNullAsAbsent() {
        String log =
                "\"timeUnixNano\":null,\"observedTimeUnixNano\":null,\"severityNumber\":null,\"severityText\":null,"
                        + "\"eventName\":null,\"body\":null,\"attributes\":null,\"droppedAttributesCount\":null,\"flags\":null,"
                        + "\"traceId\":null,\"spanId\":null";
        String span = "\"traceId\":\"5b8efff798038103d269b633813fc60c\",\"spanId\":\"eee19b7ec3c1b174\"";
        String nulls =
                ",\"parentSpanId\":null,\"traceState\":null,\"name\":null,\"kind\":null,\"startTimeUnixNano\":null,"
                        + "\"events\":null,\"links\":null,\"status\":null,\"droppedLinksCount\":null,\"endTimeUnixNano\":null";

        assertThat(Reading.ofLogs("{" + log + "}").log())
                .isEqualTo(Reading.ofLogs("{}").log());
        assertThat(Reading.ofSpan(span + nulls).span())
                .isEqualTo(Reading.ofSpan(span).span());
        assertThat(Reading.of(Signal.LOGS, "{\"resourceLogs\":null}").decoded().records())
                .isZero();
        assertThat(Reading.of(
                                Signal.LOGS,
                                "{\"resourceLogs\":[{\"resource\":null,\"schemaUrl\":null,\"scopeLogs\":[{\"scope\":null,"
                                        + "\"logRecords\":[{}]},{\"logRecords\":null}]},{\"scopeLogs\":null}]}")
                        .records()
                        .resources)
                .containsExactly(Resource.UNKNOWN);
    }

    @Test
    @DisplayName("NUL-1 takes metrics whose optional members are null")
    void takesMetricsWithNulls() {
        String metric = "{\"name\":null,\"unit\":null,\"metadata\":null,\"gauge\":null,\"sum\":{\"isMonotonic\":null,"
                + "\"aggregationTemporality\":1,\"dataPoints\":[{\"timeUnixNano\":1795384564042000000,\"asInt\":null,"
                + "\"asDouble\":2,\"attributes\":null,\"exemplars\":null}]}}";

        Reading reading = Reading.of(Signal.METRICS, Reading.metrics(metric));

        assertThat(reading.point().value()).isEqualTo(new DataPoint.DoubleValue(2));
        assertThat(reading.point().oddities()).isEmpty();
    }

    @Test
    @DisplayName("NUL-2 drops null elements of lists and flags the record")
    void dropsNullElements() {
        Reading attributes = Reading.ofLogs("{\"attributes\":[null,{\"key\":\"a\"},null]}");
        Reading values = Reading.ofValue("{\"arrayValue\":{\"values\":[null,{\"intValue\":1},null]}}");
        Reading records = Reading.ofLogs("null", "{\"flags\":7}", "null");

        assertThat(attributes.log().attributes()).containsExactly(new Attribute("a", AnyValue.EMPTY));
        assertThat(attributes.oddities()).containsExactly(Oddity.NULL_ELEMENT);
        assertThat(values.value()).isEqualTo(new AnyValue.Array(List.of(new AnyValue.Int(1))));
        assertThat(values.oddities()).containsExactly(Oddity.NULL_ELEMENT);
        assertThat(records.decoded().records()).isOne();
        assertThat(records.oddities()).containsExactly(Oddity.NULL_ELEMENT);
        assertThat(records.decoded().warnings()).isNotEmpty();
    }

    @ParameterizedTest
    @DisplayName("NUL-2 warns of null elements also where no record follows")
    @ValueSource(
            strings = {
                "{\"resourceLogs\":[null]}",
                "{\"resourceLogs\":[{\"scopeLogs\":[null]}]}",
                "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[null]}]},null]}"
            })
    void warnsOfNullElementsWithoutARecord(String body) {
        assertThat(Reading.of(Signal.LOGS, body).decoded().warnings())
                .containsExactly("null elements of lists were dropped");
    }

    @ParameterizedTest
    @DisplayName("NUL-3 reads a null member of a value as the empty value")
    @ValueSource(
            strings = {"doubleValue", "intValue", "stringValue", "boolValue", "bytesValue", "arrayValue", "kvlistValue"
            })
    void readsANullMemberAsTheEmptyValue(String member) {
        Reading reading = Reading.ofValue("{\"" + member + "\":null}");

        assertThat(reading.value()).isEqualTo(AnyValue.EMPTY);
        assertThat(reading.oddities()).containsExactly(Oddity.NULL_VALUE);
        assertThat(reading.decoded().warnings()).isEmpty();
    }

    @Test
    @DisplayName("NUL-4 refuses a point whose value is null")
    void refusesAPointWhoseValueIsNull() {
        Rejection rejection = Reading.ofPoint("gauge", "{\"timeUnixNano\":\"1795384564042000000\",\"asDouble\":null}")
                .rejection();

        assertThat(rejection.reason()).isEqualTo("missing_value");
        assertThat(rejection.field()).isEqualTo("resourceMetrics[0].scopeMetrics[0].metrics[0].gauge.dataPoints[0]");
    }
}
