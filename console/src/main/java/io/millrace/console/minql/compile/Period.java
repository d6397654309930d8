package io.millrace.console.minql.compile;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * The reporting period.
 *
 * @param from first instant in it
 * @param endExclusive first instant after it
 * @param zone time zone of days and hours
 * @param weekStart first day of a week
 */
public record Period(Instant from, Instant endExclusive, ZoneId zone, DayOfWeek weekStart) {
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

    /** With weeks that start on Monday. */
    public Period(Instant from, Instant endExclusive, ZoneId zone) {
        this(from, endExclusive, zone, DayOfWeek.MONDAY);
    }

    /** The period before: as many whole months or days where this one has such bounds in its zone, else as long. */
    public Period before() {
        Step step = step();
        ZonedDateTime start = from.atZone(zone);
        Instant earlier = step.isLocal()
                ? start.minus(step.amount(), step.unit()).toInstant()
                : from.minus(step.amount(), step.unit());
        return new Period(earlier, from, zone, weekStart);
    }

    /** What leads from a time in the period before to the same place in this one. */
    Step step() {
        ZonedDateTime start = from.atZone(zone);
        ZonedDateTime end = endExclusive.atZone(zone);
        boolean wholeDays = isMidnight(start) && isMidnight(end);
        if (wholeDays && start.getDayOfMonth() == 1 && end.getDayOfMonth() == 1) {
            return new Step(ChronoUnit.MONTHS.between(start, end), ChronoUnit.MONTHS);
        }
        return wholeDays
                ? new Step(ChronoUnit.DAYS.between(start, end), ChronoUnit.DAYS)
                : new Step(Math.max(1, ChronoUnit.MILLIS.between(from, endExclusive)), ChronoUnit.MILLIS);
    }

    private static boolean isMidnight(ZonedDateTime time) {
        return time.equals(time.toLocalDate().atStartOfDay(time.getZone()));
    }

    /** A length of time. */
    record Step(long amount, ChronoUnit unit) {
        /** Whether it follows the calendar of a zone. */
        boolean isLocal() {
            return unit != ChronoUnit.MILLIS;
        }

        /** Its unit as a word of SQL. */
        String word() {
            return switch (unit) {
                case MONTHS -> "MONTH";
                case DAYS -> "DAY";
                default -> "MILLISECOND";
            };
        }
    }
}
