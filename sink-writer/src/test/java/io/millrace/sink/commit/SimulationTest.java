package io.millrace.sink.commit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Runs the writers through seeded schedules of crashes, lost and late answers, slow stores, rebalances in the middle of a flush, stale
 * owners, repeats and missing events. The auditor knows which events the topic holds, and compares.
 * {@code -Dmillrace.simulation.schedules=100000} runs more, {@code -Dmillrace.simulation.seed=n} begins elsewhere.
 */
class SimulationTest {
    private static final int SCHEDULES = Integer.getInteger("millrace.simulation.schedules", 3_000);
    private static final int CRASH_SEEDS = Integer.getInteger("millrace.simulation.crash-seeds", 6);
    private static final long FIRST_SEED = Long.getLong("millrace.simulation.seed", 1);

    @Test
    void everyEventIsInTheTableOnceWhateverGoesWrong() {
        int crashes = 0;
        int fenced = 0;
        int late = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SCHEDULES; seed++) {
            SimSchedule schedule = SimSchedule.atRandom(seed);
            schedule.run();
            assertThat(schedule.rows())
                    .as("rows after seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(schedule.truth());
            assertThat(schedule.deadLetters())
                    .as("dead letters after seed %d", seed)
                    .isEqualTo(schedule.rubbish());
            crashes += schedule.crashes();
            late += schedule.late();
            fenced += schedule.fenced();
        }
        assertThat(crashes).as("crashes").isGreaterThan(SCHEDULES);
        assertThat(late)
                .as("commits that came after their writer had given up waiting")
                .isGreaterThan(SCHEDULES / 10);
        assertThat(fenced).as("fenced commits").isGreaterThan(SCHEDULES / 10);
    }

    @Test
    void everyEventIsInTheTableOnceWhereverAProcessDies() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + CRASH_SEEDS; seed++) {
            SimSchedule whole = SimSchedule.crashingAt(seed, Long.MAX_VALUE);
            whole.run();
            assertThat(whole.steps()).as("steps of seed %d", seed).isGreaterThan(100);
            for (long step = 1; step <= whole.steps(); step++) {
                SimSchedule schedule = SimSchedule.crashingAt(seed, step);
                schedule.run();
                assertThat(schedule.rows())
                        .as("rows after seed %d, crash at step %d", seed, step)
                        .containsExactlyInAnyOrderElementsOf(schedule.truth());
                assertThat(schedule.crashes()).isEqualTo(1);
            }
        }
    }
}
