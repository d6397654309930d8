package io.millrace.normalizer.split;

import io.millrace.redaction.NoteReader;
import io.millrace.redaction.RedactedNote;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All records of a body: what the client withheld shows only when the whole request is known. */
final class ParsedBody implements RecordConsumer {
    private final List<ParsedRecord> records = new ArrayList<>();
    private final @Nullable NoteReader notes;

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

    @Override
    public void logRecord(int ordinal, Resource resource, Scope scope, LogRecord record) {
        RedactedNote note = note(record.attributes());
        records.add(new ParsedRecord.Log(ordinal, resource, scope, NotedRecords.take(record, note), note));
    }

    @Override
    public void dataPoint(int ordinal, Resource resource, Scope scope, Metric metric, DataPoint point) {
        RedactedNote note = note(point.attributes());
        records.add(new ParsedRecord.Point(ordinal, resource, scope, metric, NotedRecords.take(point, note), note));
    }

    @Override
    public void span(int ordinal, Resource resource, Scope scope, Span span) {
        RedactedNote note = note(span.attributes());
        records.add(new ParsedRecord.SpanRecord(ordinal, resource, scope, NotedRecords.take(span, note), note));
    }

    @Override
    public void rejected(Rejection rejection, byte[] body, int start, int endExclusive) {
        records.add(new ParsedRecord.Refused(rejection, Arrays.copyOfRange(body, start, endExclusive)));
    }

    private @Nullable RedactedNote note(List<Attribute> attributes) {
        return notes == null ? null : notes.read(attributes);
    }
}
