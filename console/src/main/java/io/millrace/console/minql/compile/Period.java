package io.millrace.console.minql.compile;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The reporting period.
 *
 * @param from first instant in it
 * @param endExclusive first instant after it
 * @param zone time zone of days and hours
 */
public record Period(Instant from, Instant endExclusive, ZoneId zone) {
    /** Refuses an empty period. */
    public Period {
        if (!from.isBefore(endExclusive)) {
            throw new IllegalArgumentException("a period must end after it starts: " + from + " to " + endExclusive);
        }
        zone = zone.equals(ZoneOffset.UTC) ? ZoneId.of("UTC") : zone;
        if (zone instanceof ZoneOffset) {
            throw new IllegalArgumentException("engines know zones by region, not by offset: " + zone);
        }
    }
}
