package io.millrace.sink.maintenance;

import io.millrace.sink.maintenance.table.CopyOnWrite;
import io.millrace.sink.maintenance.table.DeletionMarks;
import io.millrace.sink.maintenance.table.FileJoin;
import io.millrace.sink.maintenance.table.MaintainedTable;
import io.millrace.sink.maintenance.table.OrphanSweep;
import io.millrace.sink.maintenance.table.Retention;
import io.millrace.sink.maintenance.table.RowSelection;
import io.millrace.sink.maintenance.table.SnapshotExpiry;
import io.millrace.telemetry.directory.Deletion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operations behind one face: what is to do, and doing it. */
final class Operations {
    private final FileJoin join;
    private final SnapshotExpiry expiry;
    private final OrphanSweep orphans;
    private final CopyOnWrite copyOnWrite;
    private final Wishes wishes;

    Operations(FileJoin join, SnapshotExpiry expiry, OrphanSweep orphans, CopyOnWrite copyOnWrite, Wishes wishes) {
        this.join = join;
        this.expiry = expiry;
        this.orphans = orphans;
        this.copyOnWrite = copyOnWrite;
        this.wishes = wishes;
    }

    /** Counts; changes nothing. */
    Work plan(Run run, MaintainedTable target) {
        return switch (run.operation()) {
            case JOIN -> joined(join.plan(target));
            case EXPIRE -> expired(expiry.plan(target));
            case ORPHANS -> swept(orphans.plan(target));
            case RETENTION ->
                retained(
                        longest(target).map(first -> Retention.plan(target, first)),
                        copyOnWrite.plan(target, wishes.retention(now(target)), run));
            case DELETIONS -> deletions(run, target);
            case CHECK, RESTORE -> new Work(Map.of(), true, 0);
        };
    }

    /** Does it. */
    Work run(Run run, MaintainedTable target) {
        return switch (run.operation()) {
            case JOIN -> joined(join.run(target, run));
            case EXPIRE -> expired(expiry.run(target, run));
            case ORPHANS -> swept(orphans.run(target, run, !open(target).isEmpty()));
            case RETENTION -> {
                Optional<Retention.Outcome> days = longest(target).map(first -> Retention.run(target, first, run));
                yield retained(days, copyOnWrite.run(target, wishes.retention(now(target)), run));
            }
            case DELETIONS -> delete(run, target);
            case CHECK, RESTORE -> new Work(Map.of(), false, 0);
        };
    }

    private Work deletions(Run run, MaintainedTable target) {
        List<Deletion> open = open(target);
        List<RowSelection> selections = run.selections().isEmpty() ? selections(open) : run.selections();
        CopyOnWrite.Outcome outcome = copyOnWrite.plan(target, selections, run);
        boolean isMarked = !run.selections().isEmpty() || DeletionMarks.hasAll(target, ids(open));
        return deleted(outcome, outcome.files() > 0 || !isMarked);
    }

    /** Looks a second time before it says that none is left: rows may have come while files were written anew. */
    private Work delete(Run run, MaintainedTable target) {
        List<Deletion> open = open(target);
        List<RowSelection> selections = selections(open);
        if (DeletionMarks.hasAny(target, ids(open))) {
            DeletionMarks.unmark(target, found(open, copyOnWrite.plan(target, selections, run)));
        }
        CopyOnWrite.Outcome outcome = copyOnWrite.run(target, selections, run);
        target.requireLease();
        Instant looked = target.snapshotTime();
        List<String> left = found(open, copyOnWrite.plan(target, selections, run));
        DeletionMarks.unmark(target, left);
        DeletionMarks.markClean(
                target, ids(open).stream().filter(id -> !left.contains(id)).toList(), looked);
        return deleted(outcome, true);
    }

    /** Deletions that the table does not say are done: another process may have finished them. */
    private List<Deletion> open(MaintainedTable target) {
        return wishes.requested().stream()
                .filter(deletion -> !DeletionMarks.isDone(target, deletion.id()))
                .toList();
    }

    /** Ids of those of which there are rows. */
    private static List<String> found(List<Deletion> open, CopyOnWrite.Outcome outcome) {
        return open.stream()
                .filter(deletion -> outcome.bySelection()
                        .containsKey(Wishes.selection(deletion).id()))
                .map(Deletion::id)
                .toList();
    }

    private static List<RowSelection> selections(List<Deletion> deletions) {
        return deletions.stream().map(Wishes::selection).toList();
    }

    private static List<String> ids(List<Deletion> deletions) {
        return deletions.stream().map(Deletion::id).toList();
    }

    private Optional<Instant> longest(MaintainedTable target) {
        return wishes.longestDays().map(days -> Retention.firstKept(now(target), days));
    }

    private static Instant now(MaintainedTable target) {
        return target.now();
    }

    private static Work joined(FileJoin.Outcome outcome) {
        return new Work(
                Map.of(
                        "files",
                        (long) outcome.files(),
                        "newFiles",
                        (long) outcome.newFiles(),
                        "rows",
                        outcome.rows(),
                        "bytes",
                        outcome.bytes()),
                outcome.files() > 0,
                0);
    }

    private static Work expired(SnapshotExpiry.Outcome outcome) {
        return new Work(
                Map.of(
                        "snapshots", (long) outcome.snapshots(),
                        "deletedFiles", (long) outcome.deletedFiles(),
                        "manifests", (long) outcome.manifests()),
                outcome.snapshots() > 0,
                0);
    }

    private static Work swept(OrphanSweep.Outcome outcome) {
        return new Work(Map.of("files", (long) outcome.files(), "bytes", outcome.bytes()), outcome.files() > 0, 0);
    }

    private static Work retained(Optional<Retention.Outcome> days, CopyOnWrite.Outcome rows) {
        long droppedRows = days.map(Retention.Outcome::rows).orElse(0L);
        long droppedFiles = days.map(outcome -> (long) outcome.files()).orElse(0L);
        return new Work(
                Map.of(
                        "droppedFiles",
                        droppedFiles,
                        "droppedRows",
                        droppedRows,
                        "rewrittenFiles",
                        (long) rows.files(),
                        "removedRows",
                        rows.rows()),
                droppedFiles + rows.files() > 0,
                droppedRows + rows.rows());
    }

    private static Work deleted(CopyOnWrite.Outcome rows, boolean isNeeded) {
        return new Work(
                Map.of("rewrittenFiles", (long) rows.files(), "removedRows", rows.rows()), isNeeded, rows.rows());
    }
}
