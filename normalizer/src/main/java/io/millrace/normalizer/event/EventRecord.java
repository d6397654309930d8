package io.millrace.normalizer.event;

import io.millrace.redaction.Redaction;
import io.millrace.telemetry.otlp.DataPoint;
import io.millrace.telemetry.otlp.LogRecord;
import io.millrace.telemetry.otlp.Metric;
import io.millrace.telemetry.otlp.Span;
import java.util.List;

/** One record after redaction, ready to become an event. */
public sealed interface EventRecord {

    /** Position of the record among all records of the body. */
    int ordinal();

    /** Resource and scope. */
    Group group();

    /** What was taken out of the record itself. */
    List<Redaction> redactions();

    /** A log record. */
    record Log(int ordinal, Group group, LogRecord log, List<Redaction> redactions) implements EventRecord {}

    /**
     * A data point.
     *
     * @param seriesKey digest of what names the series, taken before redaction
     */
    record Point(int ordinal, Group group, Metric metric, DataPoint point, String seriesKey, List<Redaction> redactions)
            implements EventRecord {}

    /** A span. */
    record SpanRecord(int ordinal, Group group, Span span, List<Redaction> redactions) implements EventRecord {}
}
