package io.millrace.normalizer.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.millrace.telemetry.otlp.AnyValueJson;
import io.millrace.telemetry.otlp.Oddity;
import io.millrace.telemetry.otlp.Span;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Fields that only span events have. */
final class SpanFields {
    private static final SerializedString TRACE_ID = Field.of("trace_id");
    private static final SerializedString SPAN_ID = Field.of("span_id");
    private static final SerializedString PARENT_SPAN_ID = Field.of("parent_span_id");
    private static final SerializedString TRACE_STATE = Field.of("trace_state");
    private static final SerializedString SPAN_KIND = Field.of("span_kind");
    private static final SerializedString END_TIME = Field.of("end_time");
    private static final SerializedString END_TIME_UNIX_NANO = Field.of("end_time_unix_nano");
    private static final SerializedString STATUS = Field.of("status");
    private static final SerializedString STATUS_MESSAGE = Field.of("status_message");
    private static final SerializedString EVENTS = Field.of("events");
    private static final SerializedString LINKS = Field.of("links");
    private static final SerializedString DROPPED_EVENTS_COUNT = Field.of("dropped_events_count");
    private static final SerializedString DROPPED_LINKS_COUNT = Field.of("dropped_links_count");
    private static final SerializedString DURATION_MS = Field.of("duration_ms");
    private static final double NANOS_PER_MILLI = 1e6;

    private SpanFields() {}

    static void write(JsonGenerator json, Span span, Flags flags) throws IOException {
        Fields.text(json, TRACE_ID, span.traceId());
        Fields.text(json, SPAN_ID, span.spanId());
        Fields.text(json, PARENT_SPAN_ID, span.parentSpanId());
        Fields.text(json, TRACE_STATE, span.traceState());
        Fields.text(json, SPAN_KIND, kind(span.kind()));
        writeEnd(json, span, flags);
        Fields.text(json, STATUS, status(span.statusCode()));
        Fields.text(json, STATUS_MESSAGE, span.statusMessage());
        if (!span.events().isEmpty()) {
            writeEvents(json, span);
        }
        if (!span.links().isEmpty()) {
            writeLinks(json, span);
        }
        Fields.numberUnlessZero(json, DROPPED_EVENTS_COUNT, span.droppedEventsCount());
        Fields.numberUnlessZero(json, DROPPED_LINKS_COUNT, span.droppedLinksCount());
    }

    private static void writeEnd(JsonGenerator json, Span span, Flags flags) throws IOException {
        long start = span.startTimeUnixNano();
        long end = span.endTimeUnixNano();
        if (end == 0) {
            return; // never ended, as far as the sender says
        }
        Fields.number(json, END_TIME, Nanos.toMicros(end));
        Fields.unsigned(json, END_TIME_UNIX_NANO, end, flags);
        if (start == 0) {
            return; // a duration since 1970 would spoil every sum and mean
        }
        if (Long.compareUnsigned(end, start) < 0) {
            flags.add(Oddity.END_BEFORE_START);
        }
        Fields.real(json, DURATION_MS, (end - start) / NANOS_PER_MILLI);
    }

    private static void writeEvents(JsonGenerator json, Span span) throws IOException {
        json.writeFieldName(EVENTS);
        json.writeStartArray();
        for (Span.Event event : span.events()) {
            json.writeStartObject();
            json.writeFieldName("time_unix_nano");
            Fields.unsignedValue(json, event.timeUnixNano());
            json.writeStringField("name", event.name());
            json.writeFieldName("attributes");
            AnyValueJson.writeAttributes(json, event.attributes());
            writeDropped(json, event.droppedAttributesCount());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeLinks(JsonGenerator json, Span span) throws IOException {
        json.writeFieldName(LINKS);
        json.writeStartArray();
        for (Span.Link link : span.links()) {
            json.writeStartObject();
            writeText(json, "trace_id", link.traceId());
            writeText(json, "span_id", link.spanId());
            writeText(json, "trace_state", link.traceState().isEmpty() ? null : link.traceState());
            json.writeFieldName("attributes");
            AnyValueJson.writeAttributes(json, link.attributes());
            writeDropped(json, link.droppedAttributesCount());
            if (link.flags() != 0) {
                json.writeNumberField("flags", link.flags());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeDropped(JsonGenerator json, long count) throws IOException {
        if (count != 0) {
            json.writeNumberField("dropped_attributes_count", count);
        }
    }

    private static void writeText(JsonGenerator json, String name, @Nullable String text) throws IOException {
        if (text != null) {
            json.writeStringField(name, text);
        }
    }

    private static String kind(int kind) {
        return switch (kind) {
            case 0 -> "unspecified";
            case 1 -> "internal";
            case 2 -> "server";
            case 3 -> "client";
            case 4 -> "producer";
            case 5 -> "consumer";
            default -> Integer.toString(kind);
        };
    }

    private static String status(int code) {
        return switch (code) {
            case 0 -> "unset";
            case 1 -> "ok";
            case 2 -> "error";
            default -> Integer.toString(code);
        };
    }
}
