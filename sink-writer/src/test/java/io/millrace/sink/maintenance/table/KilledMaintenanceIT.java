package io.millrace.sink.maintenance.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.millrace.store.position.Mark;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Cuts every operation off after its first, second, third … step, as a killed process would be, while the sink goes on, and
 * looks whether the table still holds what it should. Then the operation runs again and must finish the work.
 */
class KilledMaintenanceIT {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Clock SOON = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
    private static final RowSelection USER =
            new RowSelection("one", "org0", null, "user_email", "user0@example.org", NOON.plusSeconds(1));
    private static final int MOST_STEPS = 60;

    @TempDir
    private Path folder;

    static Stream<Arguments> operations() {
        return Stream.of(
                operation("join", 18, KilledMaintenanceIT::join),
                operation("delete", 15, KilledMaintenanceIT::delete),
                operation(
                        "retention",
                        12,
                        (target, progress) -> Retention.run(target, Instant.parse("2026-11-20T00:00:00Z"), progress)),
                operation(
                        "expire",
                        18,
                        (target, progress) -> new SnapshotExpiry(Duration.ofMinutes(15)).run(target, progress)),
                operation(
                        "orphans",
                        18,
                        (target, progress) -> new OrphanSweep(Duration.ofMinutes(-90)).run(target, progress, true)));
    }

    private static Arguments operation(String name, int rowsLeft, BiConsumer<MaintainedTable, Progress> work) {
        return Arguments.of(name, rowsLeft, work);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void leavesATableThatHoldsEveryRowOnce(String name, int rowsLeft, BiConsumer<MaintainedTable, Progress> work) {
        int cuts = 0;
        for (int steps = 1; steps < MOST_STEPS; steps++) {
            try (TableFixture fixture = new TableFixture(folder.resolve(name + steps))) {
                fill(fixture);
                List<String> before = fixture.rows();
                Cut cut = new Cut(steps);
                Throwable killed = catchThrowable(() -> work.accept(fixture.maintained(SOON), cut));
                List<String> after = fixture.rows();
                if (killed == null) {
                    assertThat(after).hasSize(rowsLeft);
                    break;
                }
                assertThat(killed).isInstanceOf(Killed.class);
                assertThat(before).containsAll(after);
                assertThat(after).doesNotHaveDuplicates().hasSizeBetween(rowsLeft, before.size());
                fixture.append(NOON.plusSeconds(2), 3);
                finish(fixture, work, rowsLeft + 3);
                cuts++;
            }
        }
        assertThat(cuts).as("places where it was cut off").isPositive().isLessThan(MOST_STEPS - 1);
    }

    private static void fill(TableFixture fixture) {
        fixture.append(NOON.minus(Duration.ofDays(1)), 3);
        fixture.append(NOON.minus(Duration.ofDays(1)), 3);
        fixture.append(NOON, 6);
        fixture.append(NOON, 6);
    }

    private static void finish(TableFixture fixture, BiConsumer<MaintainedTable, Progress> work, int rows) {
        MaintainedTable target = fixture.maintained(SOON);
        work.accept(target, Progress.NONE);
        assertThat(fixture.rows()).hasSize(rows).doesNotHaveDuplicates();
        assertThat(fixture.marks().of(TableFixture.PARTITION)).contains(Mark.startingAt(fixture.nextOffset()));
        assertThat(new TableCheck(new Random(1)).after(target, TableCheck.before(target), 0))
                .isEqualTo(rows);
    }

    private static void join(MaintainedTable target, Progress progress) {
        new FileJoin(new FileRewriter(limits(target)), TableFixture.POLICY).run(target, progress);
    }

    private static void delete(MaintainedTable target, Progress progress) {
        new CopyOnWrite(new FileRewriter(limits(target))).run(target, List.of(USER), progress);
    }

    private static RewriteLimits limits(MaintainedTable target) {
        return new RewriteLimits(Path.of(target.table().location(), "../../../work"), 128L << 20, 1, 1L << 30);
    }

    /** Ends the operation at one of its steps. */
    private static final class Cut implements Progress {
        private int left;

        Cut(int steps) {
            left = steps;
        }

        @Override
        public void reached(Step step, int done, int total) {
            if (--left == 0) {
                throw new Killed();
            }
        }
    }

    /** No exception that anything catches: what follows in the operation does not happen. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }
}
