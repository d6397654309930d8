package io.millrace.normalizer.split;

import io.millrace.redaction.NoteReader;
import io.millrace.redaction.RedactedNote;
import io.millrace.telemetry.otlp.DataPoint;
import io.millrace.telemetry.otlp.LogRecord;
import io.millrace.telemetry.otlp.Oddity;
import io.millrace.telemetry.otlp.Resource;
import io.millrace.telemetry.otlp.Scope;
import io.millrace.telemetry.otlp.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records, resources and scopes as they were before a note was put beside them: without it, and as odd as they were sent. */
final class NotedRecords {
    private NotedRecords() {}

    static Resource take(Resource resource) {
        return new Resource(
                NoteReader.withoutNote(resource.attributes()), resource.droppedAttributesCount(), resource.schemaUrl());
    }

    static Scope take(Scope scope) {
        return new Scope(
                scope.name(),
                scope.version(),
                NoteReader.withoutNote(scope.attributes()),
                scope.droppedAttributesCount(),
                scope.schemaUrl());
    }

    static LogRecord take(LogRecord log, @Nullable RedactedNote note) {
        if (note == null) {
            return log;
        }
        return new LogRecord(
                log.timeUnixNano(),
                log.observedTimeUnixNano(),
                log.severityNumber(),
                log.severityText(),
                log.eventName(),
                log.body(),
                NoteReader.withoutNote(log.attributes()),
                log.droppedAttributesCount(),
                log.flags(),
                log.traceId(),
                log.spanId(),
                oddities(note, log.oddities()));
    }

    static DataPoint take(DataPoint point, @Nullable RedactedNote note) {
        if (note == null) {
            return point;
        }
        return new DataPoint(
                point.startTimeUnixNano(),
                point.timeUnixNano(),
                point.flags(),
                NoteReader.withoutNote(point.attributes()),
                point.exemplars(),
                point.value(),
                oddities(note, point.oddities()));
    }

    static Span take(Span span, @Nullable RedactedNote note) {
        if (note == null) {
            return span;
        }
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
                NoteReader.withoutNote(span.attributes()),
                span.droppedAttributesCount(),
                span.events(),
                span.droppedEventsCount(),
                span.links(),
                span.droppedLinksCount(),
                span.statusCode(),
                span.statusMessage(),
                oddities(note, span.oddities()));
    }

    private static List<Oddity> oddities(RedactedNote note, List<Oddity> read) {
        List<Oddity> sent = note.oddities();
        return sent == null ? read : sent;
    }
}
