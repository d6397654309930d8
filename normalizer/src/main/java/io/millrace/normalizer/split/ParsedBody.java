package io.millrace.normalizer.split;

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

/** All records of a body: what the client withheld shows only when the whole request is known. */
final class ParsedBody implements RecordConsumer {
    private final List<ParsedRecord> records = new ArrayList<>();

    List<ParsedRecord> records() {
        return records;
    }

    @Override
    public void logRecord(int ordinal, Resource resource, Scope scope, LogRecord record) {
        records.add(new ParsedRecord.Log(ordinal, resource, scope, record));
    }

    @Override
    public void dataPoint(int ordinal, Resource resource, Scope scope, Metric metric, DataPoint point) {
        records.add(new ParsedRecord.Point(ordinal, resource, scope, metric, point));
    }

    @Override
    public void span(int ordinal, Resource resource, Scope scope, Span span) {
        records.add(new ParsedRecord.SpanRecord(ordinal, resource, scope, span));
    }

    @Override
    public void rejected(Rejection rejection, byte[] body, int start, int endExclusive) {
        records.add(new ParsedRecord.Refused(rejection, Arrays.copyOfRange(body, start, endExclusive)));
    }
}
