package io.millrace.sink.maintenance.table;

import io.millrace.store.position.DeletionMark;
import java.time.Instant;
import java.util.Collection;
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

    /**
     * Says that the newest snapshot holds no row of these. One that was marked before keeps its mark, unless rows were found
     * again.
     *
     * @param foundAgain whether this run took rows out
     */
    public static void markClean(MaintainedTable target, Collection<String> ids, boolean foundAgain) {
        Map<String, String> present = target.table().properties();
        UpdateProperties update = target.table().updateProperties();
        boolean changes = false;
        for (String id : ids) {
            if (foundAgain || !present.containsKey(DeletionMark.property(id))) {
                update.set(
                        DeletionMark.property(id),
                        new DeletionMark(
                                        false,
                                        Instant.ofEpochMilli(target.current().timestampMillis()))
                                .text());
                changes = true;
            }
        }
        if (changes) {
            update.commit();
            target.refresh();
        }
    }

    /** Says that a deletion is done everywhere. */
    public static void markDone(MaintainedTable target, String id) {
        target.table()
                .updateProperties()
                .set(DeletionMark.property(id), new DeletionMark(true, target.now()).text())
                .commit();
        target.refresh();
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

    /** Whether snapshots and files from before a clean snapshot are gone: expired, and looked for by an orphan sweep. */
    public static boolean isOlderDataGone(MaintainedTable target, Instant cleanSince) {
        for (org.apache.iceberg.Snapshot snapshot : target.table().snapshots()) {
            if (snapshot.timestampMillis() < cleanSince.toEpochMilli()) {
                return false;
            }
        }
        return OrphanSweep.sweptBefore(target)
                .filter(end -> end.isAfter(cleanSince))
                .isPresent();
    }
}
