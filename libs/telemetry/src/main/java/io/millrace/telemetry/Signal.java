package io.millrace.telemetry;

import java.util.Optional;

/** One of the three kinds of data that OTLP carries. */
public enum Signal {
    /** Log records; Claude Code's events are log records. */
    LOGS("logs", "logs", "resourceLogs", "logRecords"),
    /** Metrics, counted and stored by data point. */
    METRICS("metrics", "metrics", "resourceMetrics", "dataPoints"),
    /** Traces, counted and stored by span. */
    TRACES("traces", "spans", "resourceSpans", "spans");

    private final String wireName;
    private final String tableName;
    private final String envelopeField;
    private final String recordsField;

    Signal(String wireName, String tableName, String envelopeField, String recordsField) {
        this.wireName = wireName;
        this.tableName = tableName;
        this.envelopeField = envelopeField;
        this.recordsField = recordsField;
    }

    /** Last part of the OTLP path and of topic names: {@code logs}, {@code metrics} or {@code traces}. */
    public String wireName() {
        return wireName;
    }

    /** Name of the table and of the SQL view: {@code logs}, {@code metrics} or {@code spans}. */
    public String tableName() {
        return tableName;
    }

    /** Top-level field of the OTLP/JSON body, such as {@code resourceLogs}. */
    public String envelopeField() {
        return envelopeField;
    }

    /** Field that holds the counted records: {@code logRecords}, {@code dataPoints} or {@code spans}. */
    public String recordsField() {
        return recordsField;
    }

    /** The signal with this wire name, or empty. */
    public static Optional<Signal> ofWireName(String wireName) {
        for (Signal signal : values()) {
            if (signal.wireName.equals(wireName)) {
                return Optional.of(signal);
            }
        }
        return Optional.empty();
    }
}
