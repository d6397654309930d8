package io.millrace.console.query;

import java.time.Duration;
import java.util.Map;

/** Lets queries in, or says that there is no room. */
final class Admission {
    private final QuerySlots slots;
    private final Duration maxWait;
    private final QueryMetrics metrics;

    Admission(QuerySlots slots, Duration maxWait, QueryMetrics metrics) {
        this.slots = slots;
        this.maxWait = maxWait;
        this.metrics = metrics;
        metrics.watch(slots);
    }

    /** Waits for a slot; false if there is none. */
    boolean enter(String organizationId) {
        try {
            boolean entered = slots.take(organizationId, maxWait);
            if (!entered) {
                metrics.refused();
            }
            return entered;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void leave(String organizationId) {
        slots.release(organizationId);
    }

    QueryMetrics metrics() {
        return metrics;
    }

    /** Why a query was not let in. */
    Problem problem() {
        return new Problem(
                503,
                "too-many-queries",
                "Too many queries",
                "No query slot became free within " + maxWait.toMillis() + " ms. Try again in a few seconds.",
                Map.of("retryAfterSeconds", 2));
    }
}
