package io.millrace.sink.maintenance.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.store.position.Mark;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowRemovalIT {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Clock NOW = Clock.fixed(NOON.plus(Duration.ofDays(3)), ZoneOffset.UTC);
    private static final RowSelection USER =
            new RowSelection("one", "org0", null, "user_email", "user0@example.org", NOON.plusSeconds(1));
    private static final RowSelection INTEGRATION =
            new RowSelection("two", "org1", "int1", null, null, NOON.plusSeconds(1));

    @TempDir
    private Path folder;

    private TableFixture fixture = new TableFixture(Path.of("target/unused-tables"));

    @BeforeEach
    void makeTable() {
        fixture.close();
        fixture = new TableFixture(folder);
    }

    @AfterEach
    void closeTables() {
        fixture.close();
    }

    @Test
    void takesOutTheRowsOfAUserAndNoOthers() {
        fixture.append(NOON.minus(Duration.ofDays(1)), 12);
        fixture.append(NOON, 12);
        List<String> before = fixture.rows();
        MaintainedTable target = fixture.maintained(NOW);
        TableCheck.Before state = TableCheck.before(target);

        CopyOnWrite.Outcome outcome = copyOnWrite().run(target, List.of(USER), Progress.NONE);

        assertThat(outcome).isEqualTo(new CopyOnWrite.Outcome(2, 4, 2, Map.of("one", 4L)));
        assertThat(fixture.rows())
                .isEqualTo(before.stream().filter(row -> !isOfUser(row)).toList())
                .hasSize(20);
        assertThat(fixture.marks().of(TableFixture.PARTITION)).contains(Mark.startingAt(24));
        assertThat(new TableCheck(new Random(1)).after(target, state, 4)).isEqualTo(20);
    }

    @Test
    void takesOutTheRowsOfAnIntegrationAndDropsFilesThatHoldNothingElse() {
        fixture.append(NOON, 4);
        fixture.append(NOON, 2, row -> {
            row.setField("org_id", "org1");
            row.setField("integration_id", "int1");
        });

        CopyOnWrite.Outcome outcome = copyOnWrite().run(fixture.maintained(NOW), List.of(INTEGRATION), Progress.NONE);

        assertThat(outcome).isEqualTo(new CopyOnWrite.Outcome(2, 3, 1, Map.of("two", 3L)));
        assertThat(fixture.rows()).hasSize(3).noneMatch(row -> row.contains("int1"));
        assertThat(fixture.files()).isOne();
    }

    @Test
    void leavesRowsThatWereReceivedLater() {
        fixture.append(NOON, 6);
        fixture.append(NOON.plusSeconds(1), 6);

        copyOnWrite().run(fixture.maintained(NOW), List.of(USER, INTEGRATION), Progress.NONE);

        assertThat(fixture.rows()).hasSize(12 - 1 - 2);
    }

    @Test
    void countsTheRowsOfEachSelection() {
        fixture.append(NOON, 12, row -> row.setField("integration_id", "int" + (long) row.getField("src_offset") % 2));
        RowSelection userOfOther =
                new RowSelection("three", "org1", null, "user_email", "user1@example.org", NOON.plusSeconds(1));
        RowSelection nobody =
                new RowSelection("four", "org1", null, "user_email", "nobody@example.org", NOON.plusSeconds(1));

        assertThat(copyOnWrite()
                        .plan(fixture.maintained(NOW), List.of(USER, INTEGRATION, userOfOther, nobody), Progress.NONE))
                .isEqualTo(new CopyOnWrite.Outcome(1, 8, 0, Map.of("one", 2L, "two", 6L, "three", 2L)));
    }

    @Test
    void renewsTheLeaseBetweenTheFilesOfADay() {
        for (int i = 0; i < 5; i++) {
            fixture.append(NOON, 12);
        }
        SteppedClock clock = new SteppedClock(NOON.plus(Duration.ofDays(3)));
        MaintainedTable other = fixture.unleased("other", clock);
        List<Boolean> taken = new ArrayList<>();

        copyOnWrite().run(fixture.maintained(clock), List.of(USER), (step, done, total) -> {
            if (step == Progress.Step.FILE_WRITTEN) {
                clock.pass(Duration.ofMinutes(6)); // of the ten that a lease lasts
                taken.add(other.takeLease());
            }
        });

        assertThat(taken).hasSize(5).containsOnly(false);
        assertThat(fixture.rows()).hasSize(50);
    }

    @Test
    void countsWithoutChangingAnything() {
        fixture.append(NOON, 12);
        MaintainedTable target = fixture.maintained(NOW);
        long snapshot = target.current().snapshotId();

        assertThat(copyOnWrite().plan(target, List.of(USER), Progress.NONE))
                .isEqualTo(new CopyOnWrite.Outcome(1, 2, 0, Map.of("one", 2L)));

        target.refresh();
        assertThat(target.current().snapshotId()).isEqualTo(snapshot);
    }

    @Test
    void doesNotBringBackRowsThatWereJoinedMeanwhile() {
        fixture.append(NOON, 6);
        fixture.append(NOON, 6);
        MaintainedTable target = fixture.maintained(NOW);
        MaintainedTable other = fixture.maintained(NOW); // the same holder, as a hung thread would be

        assertThatThrownBy(() -> copyOnWrite().run(target, List.of(USER), (step, done, total) -> {
                    if (step == Progress.Step.FILE_WRITTEN && done == 1) {
                        new FileJoin(fixture.rewriter(), TableFixture.POLICY).run(other, Progress.NONE);
                    }
                }))
                .isInstanceOf(RuntimeException.class);

        assertThat(fixture.rows()).hasSize(12).doesNotHaveDuplicates();
        copyOnWrite().run(fixture.maintained(NOW), List.of(USER), Progress.NONE);
        assertThat(fixture.rows()).hasSize(10).noneMatch(RowRemovalIT::isOfUser);
    }

    @Test
    void keepsRowsThatAreAppendedMeanwhile() {
        fixture.append(NOON, 12);

        copyOnWrite().run(fixture.maintained(NOW), List.of(USER), (step, done, total) -> {
            if (step == Progress.Step.FILE_WRITTEN) {
                fixture.append(NOON.plusSeconds(5), 4);
            }
        });

        assertThat(fixture.rows()).hasSize(14).doesNotHaveDuplicates();
        assertThat(fixture.marks().of(TableFixture.PARTITION)).contains(Mark.startingAt(16));
    }

    @Test
    void dropsWholeDaysWithoutReadingAFile() throws Exception {
        fixture.append(NOON.minus(Duration.ofDays(2)), 5);
        fixture.append(NOON.minus(Duration.ofDays(1)), 5);
        fixture.append(NOON, 5);
        for (var file : FileJoin.files(fixture.load())) {
            java.nio.file.Files.delete(Path.of(file.location()));
        }

        Retention.Outcome outcome = Retention.run(
                fixture.maintained(NOW), Retention.firstKept(NOON.plus(Duration.ofDays(2)), 2), Progress.NONE);

        assertThat(outcome.files()).isEqualTo(2);
        assertThat(outcome.rows()).isEqualTo(10);
        assertThat(fixture.files()).isOne();
        assertThat(fixture.marks().of(TableFixture.PARTITION)).contains(Mark.startingAt(15));
    }

    @Test
    void refusesASelectionOfAWholeOrganization() {
        assertThatThrownBy(() -> new RowSelection("all", "org0", null, null, null, NOON))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private CopyOnWrite copyOnWrite() {
        return new CopyOnWrite(fixture.rewriter());
    }

    private static boolean isOfUser(String row) {
        return row.contains("org0") && row.contains("user0@example.org");
    }
}
