package io.millrace.normalizer.split;

import io.millrace.redaction.RedactedNote;
import io.millrace.telemetry.otlp.DataPoint;
import io.millrace.telemetry.otlp.LogRecord;
import io.millrace.telemetry.otlp.Metric;
import io.millrace.telemetry.otlp.Rejection;
import io.millrace.telemetry.otlp.Resource;
import io.millrace.telemetry.otlp.Scope;
import io.millrace.telemetry.otlp.Span;
import org.jspecify.annotations.Nullable;

/** One record of a body as the reader found it. */
sealed interface ParsedRecord {

    /** Position of the record among all records of the body. */
    int ordinal();

    /** A log record. */
    record Log(
            int ordinal,
            Resource resource,
            Scope scope,
            LogRecord log,
            @Nullable RedactedNote note) implements ParsedRecord {}

    /** A data point. */
    record Point(
            int ordinal,
            Resource resource,
            Scope scope,
            Metric metric,
            DataPoint point,
            @Nullable RedactedNote note) implements ParsedRecord {}

    /** A span. */
    record SpanRecord(
            int ordinal,
            Resource resource,
            Scope scope,
            Span span,
            @Nullable RedactedNote note) implements ParsedRecord {}

    /** A record that the gateway refused alone; its bytes go to the dead letters. */
    @SuppressWarnings("ArrayRecordComponent") // written once, read once
    record Refused(Rejection rejection, byte[] bytes) implements ParsedRecord {
        @Override
        public int ordinal() {
            return rejection.ordinal();
        }
    }
}
