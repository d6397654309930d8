package io.millrace.redaction;

import static io.millrace.redaction.OtlpValueJson.textField;
import static io.millrace.redaction.OtlpValueJson.unsignedField;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.telemetry.otlp.AnyValue;
import io.millrace.telemetry.otlp.Attribute;
import io.millrace.telemetry.otlp.LogRecord;
import io.millrace.telemetry.otlp.Span;
import java.io.IOException;
import java.util.List;

/** Writes log records and spans as OTLP/JSON. */
final class RecordJson {
    private RecordJson() {}

    static void logRecord(JsonGenerator json, LogRecord log, List<Attribute> attributes) throws IOException {
        json.writeStartObject();
        unsignedField(json, "timeUnixNano", log.timeUnixNano());
        unsignedField(json, "observedTimeUnixNano", log.observedTimeUnixNano());
        json.writeNumberField("severityNumber", log.severityNumber());
        textField(json, "severityText", log.severityText());
        textField(json, "eventName", log.eventName());
        if (!(log.body() instanceof AnyValue.Empty)) {
            json.writeFieldName("body");
            OtlpValueJson.value(json, log.body());
        }
        OtlpValueJson.attributes(json, "attributes", attributes);
        json.writeNumberField("droppedAttributesCount", log.droppedAttributesCount());
        json.writeNumberField("flags", log.flags());
        textField(json, "traceId", log.traceId());
        textField(json, "spanId", log.spanId());
        json.writeEndObject();
    }

    static void span(JsonGenerator json, Span span, List<Attribute> attributes) throws IOException {
        json.writeStartObject();
        json.writeStringField("traceId", span.traceId());
        json.writeStringField("spanId", span.spanId());
        textField(json, "parentSpanId", span.parentSpanId());
        textField(json, "traceState", span.traceState());
        json.writeNumberField("flags", span.flags());
        json.writeStringField("name", span.name());
        json.writeNumberField("kind", span.kind());
        unsignedField(json, "startTimeUnixNano", span.startTimeUnixNano());
        unsignedField(json, "endTimeUnixNano", span.endTimeUnixNano());
        OtlpValueJson.attributes(json, "attributes", attributes);
        json.writeNumberField("droppedAttributesCount", span.droppedAttributesCount());
        json.writeArrayFieldStart("events");
        for (Span.Event event : span.events()) {
            event(json, event);
        }
        json.writeEndArray();
        json.writeNumberField("droppedEventsCount", span.droppedEventsCount());
        json.writeArrayFieldStart("links");
        for (Span.Link link : span.links()) {
            link(json, link);
        }
        json.writeEndArray();
        json.writeNumberField("droppedLinksCount", span.droppedLinksCount());
        json.writeObjectFieldStart("status");
        json.writeNumberField("code", span.statusCode());
        textField(json, "message", span.statusMessage());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void event(JsonGenerator json, Span.Event event) throws IOException {
        json.writeStartObject();
        unsignedField(json, "timeUnixNano", event.timeUnixNano());
        json.writeStringField("name", event.name());
        OtlpValueJson.attributes(json, "attributes", event.attributes());
        json.writeNumberField("droppedAttributesCount", event.droppedAttributesCount());
        json.writeEndObject();
    }

    private static void link(JsonGenerator json, Span.Link link) throws IOException {
        json.writeStartObject();
        textField(json, "traceId", link.traceId());
        textField(json, "spanId", link.spanId());
        textField(json, "traceState", link.traceState());
        OtlpValueJson.attributes(json, "attributes", link.attributes());
        json.writeNumberField("droppedAttributesCount", link.droppedAttributesCount());
        json.writeNumberField("flags", link.flags());
        json.writeEndObject();
    }
}
