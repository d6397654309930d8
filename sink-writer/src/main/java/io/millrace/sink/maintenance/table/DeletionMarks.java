package io.millrace.sink.maintenance.table;

import io.millrace.store.position.DeletionMark;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.iceberg.UpdateProperties;

/**
 * How far each deletion is, kept in the table's properties so that it outlives the process: since which snapshot the table
 * holds no such row, and when the deletion was done. Ids only; whom it is about stands nowhere in the table.
 */
public final class DeletionMarks {
    private DeletionMarks() {}

    /** Whether all of these are marked in the table as it was last refreshed. */
    public static boolean hasAll(MaintainedTable target, Collection<String> ids) {
        return ids.stream().allMatch(id -> target.table().properties().containsKey(DeletionMark.property(id)));
    }

    /** Whether any of these is marked in the table as it was last refreshed. */
    public static boolean hasAny(MaintainedTable target, Collection<String> ids) {
        return ids.stream().anyMatch(id -> target.table().properties().containsKey(DeletionMark.property(id)));
    }

    /**
     * Takes back what was said of these, because rows of them were found again: a mark must not outlive a process that takes
     * rows out and ends before it says so. One that is done stays done. The lease must be held.
     */
    public static void unmark(MaintainedTable target, Collection<String> ids) {
        Map<String, String> present = target.table().properties();
        List<String> marked = ids.stream()
                .filter(id -> DeletionMark.of(present, id)
                        .filter(mark -> !mark.done())
                        .isPresent())
                .toList();
        if (!marked.isEmpty()) {
            UpdateProperties update = target.table().updateProperties();
            marked.forEach(id -> update.remove(DeletionMark.property(id)));
            update.commit();
            target.refresh();
        }
    }

    /**
     * Says since which snapshot the table holds no row of these. One that has a mark keeps it.
     *
     * @param since time of the snapshot that was looked through: a newer one may hold rows that nobody has looked for
     * @throws LeaseLostException if another process has taken the lease since
     */
    public static void markClean(MaintainedTable target, Collection<String> ids, Instant since) {
        target.requireLease(); // looking for rows takes long
        Map<String, String> present = target.table().properties();
        DeletionMark clean = new DeletionMark(false, since);
        List<String> unmarked = ids.stream()
                .filter(id -> !present.containsKey(DeletionMark.property(id)))
                .toList();
        if (!unmarked.isEmpty()) {
            UpdateProperties update = target.table().updateProperties();
            unmarked.forEach(id -> update.set(DeletionMark.property(id), clean.text()));
            update.commit();
            target.refresh();
        }
    }

    /** Says that a deletion is done everywhere; one that is marked so keeps its time. */
    public static void markDone(MaintainedTable target, String id) {
        if (isDone(target, id)) {
            return;
        }
        target.table()
                .updateProperties()
                .set(DeletionMark.property(id), new DeletionMark(true, target.now()).text())
                .commit();
        target.refresh();
    }

    /** Has a table say of its deletions what other tables say: that they are done everywhere, and since when. */
    public static void copyDone(MaintainedTable target, Collection<MaintainedTable> others) {
        Map<String, Instant> done = new TreeMap<>();
        others.forEach(other -> done.putAll(done(other)));
        done.keySet().removeIf(id -> cleanSince(target, id).isEmpty());
        if (!done.isEmpty()) {
            UpdateProperties update = target.table().updateProperties();
            done.forEach((id, at) -> update.set(DeletionMark.property(id), new DeletionMark(true, at).text()));
            update.commit();
            target.refresh();
        }
    }

    /** Whether a deletion is done everywhere, as the table was last refreshed. */
    public static boolean isDone(MaintainedTable target, String id) {
        return DeletionMark.of(target.table().properties(), id)
                .filter(DeletionMark::done)
                .isPresent();
    }

    /** Time of the first snapshot without such rows; empty if there may be some. */
    public static Optional<Instant> cleanSince(MaintainedTable target, String id) {
        return DeletionMark.of(target.table().properties(), id)
                .filter(mark -> !mark.done())
                .map(DeletionMark::at);
    }

    /** Deletions that are done, by id, with their time. */
    public static Map<String, Instant> done(MaintainedTable target) {
        Map<String, Instant> done = new TreeMap<>();
        DeletionMark.all(target.table().properties()).forEach((id, mark) -> {
            if (mark.done()) {
                done.put(id, mark.at());
            }
        });
        return done;
    }

    /**
     * Whether snapshots and files from before a clean snapshot are gone: expired, and looked for by an orphan sweep. The sweep
     * must reach further than the snapshot: who was writing then may have known nothing of the deletion, and may have crashed.
     *
     * @param longestWrite how long a file is written at most before it is in a snapshot
     */
    public static boolean isOlderDataGone(MaintainedTable target, Instant cleanSince, Duration longestWrite) {
        for (org.apache.iceberg.Snapshot snapshot : target.table().snapshots()) {
            if (snapshot.timestampMillis() < cleanSince.toEpochMilli()) {
                return false;
            }
        }
        return OrphanSweep.sweptBefore(target)
                .filter(end -> end.isAfter(cleanSince.plus(longestWrite)))
                .isPresent();
    }
}
