package io.millrace.telemetry.otlp;

/**
 * Receives the records of one body in the order of their ordinals, once their resource and scope are known. The ordinal
 * counts every record of the body from 0, refused ones included, so it is the same at every reading.
 */
public interface RecordConsumer {

    /** A log record. */
    void logRecord(int ordinal, Resource resource, Scope scope, LogRecord record);

    /** A data point and its metric. */
    void dataPoint(int ordinal, Resource resource, Scope scope, Metric metric, DataPoint point);

    /** A span. */
    void span(int ordinal, Resource resource, Scope scope, Span span);

    /**
     * A record that was refused alone.
     *
     * @param body the whole body
     * @param start offset of the record's first byte in the body
     * @param endExclusive offset behind its last byte
     */
    void rejected(Rejection rejection, byte[] body, int start, int endExclusive);
}
