package io.millrace.sink.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.sink.maintenance.table.CopyOnWrite;
import io.millrace.sink.maintenance.table.DeletionMarks;
import io.millrace.sink.maintenance.table.FileJoin;
import io.millrace.sink.maintenance.table.FileRewriter;
import io.millrace.sink.maintenance.table.JoinPolicy;
import io.millrace.sink.maintenance.table.MaintainedTable;
import io.millrace.sink.maintenance.table.OrphanSweep;
import io.millrace.sink.maintenance.table.SnapshotExpiry;
import io.millrace.sink.maintenance.table.TableFixture;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.Deletion;
import io.millrace.telemetry.directory.DirectoryMessage;
import io.millrace.telemetry.directory.DirectoryState;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeletionMarksIT {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    /** Snapshots carry the time of the machine. */
    private static final Clock SOON = Clock.offset(Clock.systemUTC(), Duration.ofHours(2));

    @TempDir
    private Path folder;

    private TableFixture fixture = new TableFixture(Path.of("target/unused-tables"));

    @BeforeEach
    void makeTable() {
        fixture.close();
        fixture = new TableFixture(folder);
        fixture.append(NOON, 12);
    }

    @AfterEach
    void closeTables() {
        fixture.close();
    }

    @Test
    void keepTheTimeOfADeletionWhenAnotherFindsRows() {
        Wishes wishes = wishes(new DirectoryState());
        wishes.add(ofUser("d1", "org0", "user0"));
        run(wishes);
        Instant since = DeletionMarks.cleanSince(table(), "d1").orElseThrow();

        wishes.add(ofUser("d2", "org1", "user1"));
        run(wishes);

        assertThat(fixture.rows()).hasSize(8);
        assertThat(DeletionMarks.cleanSince(table(), "d1")).contains(since);
        assertThat(DeletionMarks.cleanSince(table(), "d2"))
                .hasValueSatisfying(second -> assertThat(second).isAfter(since));
    }

    @Test
    void takeANewTimeWhenRowsOfTheSameDeletionAreFoundAgain() {
        Wishes wishes = wishes(new DirectoryState());
        wishes.add(ofUser("d1", "org0", "user0"));
        run(wishes);
        Instant since = DeletionMarks.cleanSince(table(), "d1").orElseThrow();
        fixture.append(NOON, 12); // of a writer that knew nothing of it

        run(wishes);

        assertThat(fixture.rows()).hasSize(20);
        assertThat(DeletionMarks.cleanSince(table(), "d1"))
                .hasValueSatisfying(second -> assertThat(second).isAfter(since));
    }

    @Test
    void doNotOutliveAProcessThatEndsBeforeItSaysThatRowsWereFoundAgain() {
        Wishes wishes = wishes(new DirectoryState());
        wishes.add(ofUser("d1", "org0", "user0"));
        run(wishes);
        fixture.append(NOON, 12);
        FileRewriter stopped = fixture.rewriter();
        assertThat(stopped.stop(Duration.ofMinutes(1))).isTrue();
        MaintainedTable target = table();
        assertThat(target.takeLease()).isTrue();

        assertThatThrownBy(() -> operations(wishes, stopped).run(run(Operation.DELETIONS), target))
                .isInstanceOf(IllegalStateException.class);

        assertThat(DeletionMarks.cleanSince(table(), "d1")).isEmpty();
    }

    @Test
    void stayDoneWhateverAProcessRemembersThatHasNotHeardOfIt() {
        Wishes other = wishes(new DirectoryState());
        other.add(ofUser("d1", "org0", "user0"));
        run(other);
        DeletionMarks.markDone(table(), "d1");
        Instant done = DeletionMarks.done(table()).get("d1");

        other.add(ofUser("d2", "org1", "user1"));
        fixture.append(NOON, 12);
        run(other);
        DeletionMarks.markDone(table(), "d1");

        assertThat(DeletionMarks.done(table())).containsOnlyKeys("d1").containsValue(done);
        assertThat(DeletionMarks.cleanSince(table(), "d2")).isPresent();
    }

    @Test
    void sayTheTimeOfTheSnapshotThatWasLookedThrough() {
        MaintainedTable target = table();
        assertThat(target.takeLease()).isTrue();
        Instant looked = target.snapshotTime();
        fixture.append(NOON, 12); // while files are looked through
        fixture.append(NOON, 12);

        DeletionMarks.markClean(target, List.of("d1"), looked);

        assertThat(DeletionMarks.cleanSince(table(), "d1")).contains(looked);
        assertThat(table().snapshotTime()).isAfter(looked);
    }

    @Test
    void areAskedForOnlyAsLongAsTheDirectoryHoldsTheDeletion() {
        DirectoryState directory = new DirectoryState();
        Wishes wishes = wishes(directory);
        Deletion deletion = ofUser("d1", "org0", "user0");
        wishes.add(deletion);
        assertThat(wishes.requested()).containsExactly(deletion);

        directory.apply(new DirectoryMessage.State(deletion, 1));
        assertThat(wishes.requested()).containsExactly(deletion);
        directory.apply(new DirectoryMessage.Gone(deletion.kind(), deletion.id()));

        assertThat(wishes.requested()).isEmpty();
    }

    @Test
    void saySoOnlyOnceASweepReachesFurtherThanAnyWriteThatWasUnderWay() {
        Wishes wishes = wishes(new DirectoryState());
        wishes.add(ofUser("d1", "org0", "user0"));
        run(wishes);
        MaintainedTable target = fixture.unleased("me", SOON);
        target.takeLease();
        Instant since = DeletionMarks.cleanSince(target, "d1").orElseThrow();
        operations(wishes).run(run(Operation.EXPIRE), target);
        operations(wishes).run(run(Operation.ORPHANS), target); // up to one hour and fifty minutes from now

        assertThat(DeletionMarks.isOlderDataGone(target, since, Duration.ofHours(1)))
                .isTrue();
        assertThat(DeletionMarks.isOlderDataGone(target, since, Duration.ofHours(2)))
                .isFalse();
    }

    private void run(Wishes wishes) {
        MaintainedTable target = table();
        assertThat(target.takeLease()).isTrue();
        operations(wishes).run(run(Operation.DELETIONS), target);
    }

    private static Run run(Operation operation) {
        return new Run(operation, Signal.LOGS, false, List.of(), SOON);
    }

    private MaintainedTable table() {
        return fixture.unleased("me", SOON);
    }

    private static Wishes wishes(DirectoryState directory) {
        return new Wishes(Optional.empty(), directory, () -> true);
    }

    private static Deletion ofUser(String id, String organization, String user) {
        return new Deletion(
                id,
                organization,
                null,
                Deletion.Identity.USER_EMAIL,
                user + "@example.org",
                NOON.plusSeconds(1).toEpochMilli());
    }

    private Operations operations(Wishes wishes) {
        return operations(wishes, fixture.rewriter());
    }

    private static Operations operations(Wishes wishes, FileRewriter rewriter) {
        return new Operations(
                new FileJoin(rewriter, new JoinPolicy(64 << 20, 16 << 20, 4, Duration.ofHours(1))),
                new SnapshotExpiry(Duration.ofMinutes(15)),
                new OrphanSweep(Duration.ofMinutes(10)),
                new CopyOnWrite(rewriter),
                wishes);
    }
}
