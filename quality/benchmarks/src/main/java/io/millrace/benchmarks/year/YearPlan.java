package io.millrace.benchmarks.year;

import java.time.LocalDate;

/**
 * What year to make.
 *
 * @param seed start of everything random
 * @param developers people, from 1
 * @param firstDay first day
 * @param days days, from 1
 * @param promptsPerDay prompts of a middling person on a working day
 * @param temporality of all points
 */
public record YearPlan(
        long seed, int developers, LocalDate firstDay, int days, double promptsPerDay, Temporality temporality) {

    /** Refuses an empty year. */
    public YearPlan {
        if (developers < 1 || days < 1 || promptsPerDay <= 0) {
            throw new IllegalArgumentException(
                    "expected developers, days and prompts: " + developers + ", " + days + ", " + promptsPerDay);
        }
    }

    /** The year that measurements use: 200 people, some 23 million rows. */
    public static YearPlan standard() {
        return new YearPlan(20_251_101L, 200, LocalDate.of(2025, 11, 1), 365, 7.5, Temporality.DELTA);
    }

    /** Two months of the same company, in which the points count as told. */
    public static YearPlan months(Temporality temporality) {
        return new YearPlan(20_251_101L, 200, LocalDate.of(2026, 9, 1), 61, 7.5, temporality);
    }

    /** A few people and days, for tests. */
    public static YearPlan small() {
        return new YearPlan(7L, 4, LocalDate.of(2026, 3, 2), 5, 4, Temporality.DELTA);
    }

    /** The day after the last one. */
    public LocalDate endExclusive() {
        return firstDay.plusDays(days);
    }
}
