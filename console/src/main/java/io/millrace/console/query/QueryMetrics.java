package io.millrace.console.query;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.console.query.QueryOutcome.Failed;
import java.time.Duration;

/** Meters of the query engine, all under {@code millrace.console.query}. */
final class QueryMetrics {
    private static final String PREFIX = "millrace.console.query.";

    private final MeterRegistry registry;
    private final Counter refused;

    QueryMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.refused = registry.counter(PREFIX + "refused", "reason", "no-slot");
    }

    /** Shows how many queries run and wait. */
    void watch(QuerySlots slots) {
        registry.gauge(PREFIX + "running", slots, QuerySlots::running);
        registry.gauge(PREFIX + "waiting", slots, QuerySlots::waiting);
    }

    /** Counts a query by what became of it. */
    void ran(QueryOutcome outcome, long elapsedMs) {
        String result = outcome instanceof Failed failed ? failed.problem().kind() : "answered";
        registry.timer(PREFIX + "duration", "outcome", result).record(Duration.ofMillis(elapsedMs));
    }

    /** Counts a query that found no slot. */
    void refused() {
        refused.increment();
    }
}
