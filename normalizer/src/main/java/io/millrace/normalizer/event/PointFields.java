package io.millrace.normalizer.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.millrace.telemetry.otlp.AnyValueJson;
import io.millrace.telemetry.otlp.DataPoint;
import io.millrace.telemetry.otlp.Metric;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Fields that only metric events have. */
final class PointFields {
    private static final SerializedString START_TIME = Field.of("start_time");
    private static final SerializedString START_TIME_UNIX_NANO = Field.of("start_time_unix_nano");
    private static final SerializedString DESCRIPTION = Field.of("description");
    private static final SerializedString UNIT = Field.of("unit");
    private static final SerializedString KIND = Field.of("kind");
    private static final SerializedString TEMPORALITY = Field.of("temporality");
    private static final SerializedString MONOTONIC = Field.of("monotonic");
    private static final SerializedString SERIES_KEY = Field.of("series_key");
    private static final SerializedString METADATA = Field.of("metadata");
    private static final SerializedString EXEMPLARS = Field.of("exemplars");

    private PointFields() {}

    static void write(JsonGenerator json, EventRecord.Point event, Flags flags) throws IOException {
        Metric metric = event.metric();
        DataPoint point = event.point();
        if (point.startTimeUnixNano() != 0) {
            Fields.number(json, START_TIME, Nanos.toMicros(point.startTimeUnixNano()));
            Fields.unsigned(json, START_TIME_UNIX_NANO, point.startTimeUnixNano(), flags);
        }
        Fields.text(json, DESCRIPTION, metric.description());
        Fields.text(json, UNIT, metric.unit());
        Fields.text(json, KIND, metric.kind().wireName());
        Fields.text(json, TEMPORALITY, temporality(metric));
        if (metric.kind() == Metric.Kind.SUM) {
            json.writeFieldName(MONOTONIC);
            json.writeBoolean(metric.monotonic());
        }
        Fields.text(json, SERIES_KEY, event.seriesKey());
        PointValueFields.write(json, point.value(), flags);
        if (!point.exemplars().isEmpty()) {
            writeExemplars(json, point);
        }
        if (!metric.metadata().isEmpty()) {
            json.writeFieldName(METADATA);
            AnyValueJson.writeAttributes(json, metric.metadata());
        }
    }

    private static @Nullable String temporality(Metric metric) {
        if (metric.kind() == Metric.Kind.GAUGE || metric.kind() == Metric.Kind.SUMMARY) {
            return null;
        }
        return switch (metric.temporality()) {
            case 0 -> "unspecified";
            case 1 -> "delta";
            case 2 -> "cumulative";
            default -> Integer.toString(metric.temporality());
        };
    }

    private static void writeExemplars(JsonGenerator json, DataPoint point) throws IOException {
        json.writeFieldName(EXEMPLARS);
        json.writeStartArray();
        for (DataPoint.Exemplar exemplar : point.exemplars()) {
            json.writeStartObject();
            json.writeFieldName("time_unix_nano");
            Fields.unsignedValue(json, exemplar.timeUnixNano());
            writeExemplarValue(json, exemplar.value());
            writeText(json, "trace_id", exemplar.traceId());
            writeText(json, "span_id", exemplar.spanId());
            json.writeFieldName("attributes");
            AnyValueJson.writeAttributes(json, exemplar.filteredAttributes());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeExemplarValue(JsonGenerator json, @Nullable Number value) throws IOException {
        if (value instanceof Double || value instanceof Float) {
            json.writeFieldName("value");
            Fields.realValue(json, value.doubleValue());
        } else if (value != null) {
            json.writeNumberField("value", value.longValue());
        }
    }

    private static void writeText(JsonGenerator json, String name, @Nullable String text) throws IOException {
        if (text != null) {
            json.writeStringField(name, text);
        }
    }
}
