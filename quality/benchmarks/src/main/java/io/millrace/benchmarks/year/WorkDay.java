package io.millrace.benchmarks.year;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What one person does on one day. */
final class WorkDay {
    private static final double AT_WEEKENDS = 0.06;
    private static final double ON_WORKING_DAYS = 0.83;
    private static final long MICROS_AN_HOUR = 3_600_000_000L;

    private WorkDay() {}

    /** The day's records in order of time; none on a day off. */
    static List<Sample> of(YearPlan plan, Developer developer, LocalDate day) {
        SplittableRandom random =
                new SplittableRandom((plan.seed() * 31 + developer.number()) * 100_003 + day.toEpochDay());
        boolean weekend = day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
        if (!Dice.chance(random, (weekend ? AT_WEEKENDS : ON_WORKING_DAYS) * adoption(plan, developer, day))) {
            return List.of();
        }
        int prompts = (int)
                Math.max(1, Math.round(plan.promptsPerDay() * developer.activity() * Dice.heavyTailed(random, 0.4)));
        long now = day.atStartOfDay().toEpochSecond(ZoneOffset.UTC) * 1_000_000
                + developer.startHour() * MICROS_AN_HOUR
                + random.nextLong(MICROS_AN_HOUR);
        List<Sample> samples = new ArrayList<>();
        while (prompts > 0) {
            int inSession = Math.min(prompts, 1 + random.nextInt(12));
            Session session = new Session(developer, random, now, samples, plan.temporality());
            now = session.run(inSession) + random.nextLong(MICROS_AN_HOUR);
            prompts -= inSession;
        }
        return samples;
    }

    /** People join over the year: a third from the start, the others later. */
    private static double adoption(YearPlan plan, Developer developer, LocalDate day) {
        long passed = day.toEpochDay() - plan.firstDay().toEpochDay();
        double joins = Math.max(0, (developer.number() * 37 % 100 - 33) / 100.0) * plan.days() * 0.8;
        return passed < joins ? 0 : 1;
    }
}
