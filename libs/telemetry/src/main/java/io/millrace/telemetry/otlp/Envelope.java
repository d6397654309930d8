package io.millrace.telemetry.otlp;

import io.millrace.telemetry.Signal;

/** Member names of the nested lists around the records of a signal. */
enum Envelope {
    /** Logs. */
    LOGS(Signal.LOGS, "scopeLogs", "logRecords"),
    /** Metrics; a metric holds the data points, which are the records. */
    METRICS(Signal.METRICS, "scopeMetrics", "metrics"),
    /** Traces. */
    TRACES(Signal.TRACES, "scopeSpans", "spans");

    private final Signal signal;
    private final String scopes;
    private final String items;

    Envelope(Signal signal, String scopes, String items) {
        this.signal = signal;
        this.scopes = scopes;
        this.items = items;
    }

    /** The envelope of a signal. */
    static Envelope of(Signal signal) {
        return switch (signal) {
            case LOGS -> LOGS;
            case METRICS -> METRICS;
            case TRACES -> TRACES;
        };
    }

    /** Top-level member, such as {@code resourceLogs}. */
    String resources() {
        return signal.envelopeField();
    }

    /** Member of a resource envelope, such as {@code scopeLogs}. */
    String scopes() {
        return scopes;
    }

    /** Member of a scope envelope: {@code logRecords}, {@code metrics} or {@code spans}. */
    String items() {
        return items;
    }
}
