package io.millrace.telemetry.topic;

import io.millrace.telemetry.Signal;

/** Names of the Kafka topics. */
public final class Topics {
    /** Inputs that a stage could not process, with origin and reason. */
    public static final String DEAD_LETTERS = "otlp.dead-letters";

    /** Users, keys and integrations; compacted. */
    public static final String DIRECTORY = "control.directory";

    /** Counts per minute, integration, signal and outcome. */
    public static final String ACCOUNTING = "otlp.accounting";

    private Topics() {}

    /** Topic of the raw request bodies of a signal. */
    public static String raw(Signal signal) {
        return "otlp.raw." + signal.wireName();
    }

    /** Topic of the events of a signal; its partition numbers are those of the raw topic. */
    public static String events(Signal signal) {
        return "otlp.events." + signal.wireName();
    }
}
