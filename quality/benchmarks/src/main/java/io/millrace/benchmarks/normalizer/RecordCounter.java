package io.millrace.benchmarks.normalizer;

import io.millrace.telemetry.otlp.DataPoint;
import io.millrace.telemetry.otlp.LogRecord;
import io.millrace.telemetry.otlp.Metric;
import io.millrace.telemetry.otlp.RecordConsumer;
import io.millrace.telemetry.otlp.Rejection;
import io.millrace.telemetry.otlp.Resource;
import io.millrace.telemetry.otlp.Scope;
import io.millrace.telemetry.otlp.Span;

/** Counts the records that the reader hands over. */
final class RecordCounter implements RecordConsumer {
    private int count;

    int count() {
        return count;
    }

    @Override
    public void logRecord(int ordinal, Resource resource, Scope scope, LogRecord record) {
        count++;
    }

    @Override
    public void dataPoint(int ordinal, Resource resource, Scope scope, Metric metric, DataPoint point) {
        count++;
    }

    @Override
    public void span(int ordinal, Resource resource, Scope scope, Span span) {
        count++;
    }

    @Override
    public void rejected(Rejection rejection, byte[] body, int start, int endExclusive) {
        count++;
    }
}
