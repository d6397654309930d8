package io.millrace.normalizer.split;

import io.millrace.redaction.NoteReader;
import io.millrace.redaction.RedactedNote;
import io.millrace.redaction.Redaction;
import io.millrace.telemetry.otlp.Attribute;
import io.millrace.telemetry.otlp.DataPoint;
import io.millrace.telemetry.otlp.LogRecord;
import io.millrace.telemetry.otlp.Metric;
import io.millrace.telemetry.otlp.RecordConsumer;
import io.millrace.telemetry.otlp.Rejection;
import io.millrace.telemetry.otlp.Resource;
import io.millrace.telemetry.otlp.Scope;
import io.millrace.telemetry.otlp.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All records of a body: what the client withheld shows only when the whole request is known. */
final class ParsedBody implements RecordConsumer {
    private final List<ParsedRecord> records = new ArrayList<>();
    private final IdentityHashMap<Object, RedactedNote> groupNotes = new IdentityHashMap<>();
    private final @Nullable NoteReader notes;
    private Resource lastResource = Resource.UNKNOWN;
    private Resource takenResource = Resource.UNKNOWN;
    private Scope lastScope = Scope.EMPTY;
    private Scope takenScope = Scope.EMPTY;

    /**
     * An empty body.
     *
     * @param notes reads what was noted beside the records, null if nothing was
     */
    ParsedBody(@Nullable NoteReader notes) {
        this.notes = notes;
    }

    List<ParsedRecord> records() {
        return records;
    }

    /** What was noted beside the resource and the scope of a record, null if nothing was. */
    @Nullable
    List<Redaction> noted(Resource resource, Scope scope) {
        RedactedNote ofResource = groupNotes.get(resource);
        RedactedNote ofScope = groupNotes.get(scope);
        if (ofResource == null || ofScope == null) {
            RedactedNote only = ofResource == null ? ofScope : ofResource;
            return only == null ? null : only.redactions();
        }
        return Stream.concat(ofResource.redactions().stream(), ofScope.redactions().stream())
                .toList();
    }

    @Override
    public void logRecord(int ordinal, Resource resource, Scope scope, LogRecord record) {
        RedactedNote note = note(record.attributes());
        records.add(
                new ParsedRecord.Log(ordinal, taken(resource), taken(scope), NotedRecords.take(record, note), note));
    }

    @Override
    public void dataPoint(int ordinal, Resource resource, Scope scope, Metric metric, DataPoint point) {
        RedactedNote note = note(point.attributes());
        records.add(new ParsedRecord.Point(
                ordinal, taken(resource), taken(scope), metric, NotedRecords.take(point, note), note));
    }

    @Override
    public void span(int ordinal, Resource resource, Scope scope, Span span) {
        RedactedNote note = note(span.attributes());
        records.add(new ParsedRecord.SpanRecord(
                ordinal, taken(resource), taken(scope), NotedRecords.take(span, note), note));
    }

    @Override
    public void rejected(Rejection rejection, byte[] body, int start, int endExclusive) {
        records.add(new ParsedRecord.Refused(rejection, Arrays.copyOfRange(body, start, endExclusive)));
    }

    @SuppressWarnings("ReferenceEquality") // the reader hands out one instance for all records of a resource
    private Resource taken(Resource resource) {
        if (resource != lastResource) {
            RedactedNote note = note(resource.attributes());
            lastResource = resource;
            takenResource = note == null ? resource : NotedRecords.take(resource);
            if (note != null) {
                groupNotes.put(takenResource, note);
            }
        }
        return takenResource;
    }

    @SuppressWarnings("ReferenceEquality") // as above
    private Scope taken(Scope scope) {
        if (scope != lastScope) {
            RedactedNote note = note(scope.attributes());
            lastScope = scope;
            takenScope = note == null ? scope : NotedRecords.take(scope);
            if (note != null) {
                groupNotes.put(takenScope, note);
            }
        }
        return takenScope;
    }

    private @Nullable RedactedNote note(List<Attribute> attributes) {
        return notes == null ? null : notes.read(attributes);
    }
}
