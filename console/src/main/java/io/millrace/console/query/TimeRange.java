package io.millrace.console.query;

import java.time.Instant;

/**
 * A span of event time.
 *
 * @param from first instant in it
 * @param endExclusive first instant after it
 */
public record TimeRange(Instant from, Instant endExclusive) {
    /** Refuses an end before the start. */
    public TimeRange {
        if (endExclusive.isBefore(from)) {
            throw new IllegalArgumentException("a time range ends before it starts: " + from + " to " + endExclusive);
        }
    }
}
