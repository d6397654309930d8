package io.millrace.sink.commit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Runs the writers through seeded schedules of crashes, lost answers, stale owners, repeats and missing events.
 * {@code -Dmillrace.simulation.schedules=100000} runs more, {@code -Dmillrace.simulation.seed=n} begins elsewhere.
 */
class SimulationTest {
    private static final int SCHEDULES = Integer.getInteger("millrace.simulation.schedules", 3_000);
    private static final long FIRST_SEED = Long.getLong("millrace.simulation.seed", 1);

    @Test
    void everyEventIsInTheTableOnceWhateverGoesWrong() {
        int crashes = 0;
        int fenced = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SCHEDULES; seed++) {
            SimSchedule schedule = new SimSchedule(seed);
            schedule.run();
            assertThat(schedule.rows())
                    .as("rows after seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(schedule.truth());
            crashes += schedule.crashes();
            fenced += schedule.fenced();
        }
        assertThat(crashes).as("crashes").isGreaterThan(SCHEDULES);
        assertThat(fenced).as("fenced commits").isGreaterThan(SCHEDULES / 10);
    }
}
