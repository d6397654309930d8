package io.millrace.normalizer.split;

import io.millrace.redaction.RedactedNote;
import io.millrace.redaction.Redaction;
import io.millrace.telemetry.otlp.Attribute;
import io.millrace.telemetry.otlp.DataPoint;
import io.millrace.telemetry.otlp.LogRecord;
import io.millrace.telemetry.otlp.Span;
import java.util.List;

/** Takes the note of a redaction before Kafka out of a record; a record without a note is answered as the same instance. */
final class NotedRecords {
    private NotedRecords() {}

    @SuppressWarnings("ReferenceEquality") // the same instance means: no note
    static LogRecord take(LogRecord log, List<Redaction> found) {
        List<Attribute> attributes = RedactedNote.without(log.attributes());
        if (attributes == log.attributes()) {
            return log;
        }
        found.addAll(RedactedNote.read(log.attributes()));
        return new LogRecord(
                log.timeUnixNano(),
                log.observedTimeUnixNano(),
                log.severityNumber(),
                log.severityText(),
                log.eventName(),
                log.body(),
                attributes,
                log.droppedAttributesCount(),
                log.flags(),
                log.traceId(),
                log.spanId(),
                log.oddities());
    }

    @SuppressWarnings("ReferenceEquality") // as above
    static DataPoint take(DataPoint point, List<Redaction> found) {
        List<Attribute> attributes = RedactedNote.without(point.attributes());
        if (attributes == point.attributes()) {
            return point;
        }
        found.addAll(RedactedNote.read(point.attributes()));
        return new DataPoint(
                point.startTimeUnixNano(),
                point.timeUnixNano(),
                point.flags(),
                attributes,
                point.exemplars(),
                point.value(),
                point.oddities());
    }

    @SuppressWarnings("ReferenceEquality") // as above
    static Span take(Span span, List<Redaction> found) {
        List<Attribute> attributes = RedactedNote.without(span.attributes());
        if (attributes == span.attributes()) {
            return span;
        }
        found.addAll(RedactedNote.read(span.attributes()));
        return new Span(
                span.traceId(),
                span.spanId(),
                span.parentSpanId(),
                span.traceState(),
                span.flags(),
                span.name(),
                span.kind(),
                span.startTimeUnixNano(),
                span.endTimeUnixNano(),
                attributes,
                span.droppedAttributesCount(),
                span.events(),
                span.droppedEventsCount(),
                span.links(),
                span.droppedLinksCount(),
                span.statusCode(),
                span.statusMessage(),
                span.oddities());
    }
}
