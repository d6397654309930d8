package io.millrace.store.position;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * Marks in a table. Every snapshot that Millrace commits holds all of them, so the newest ancestor that has any is right;
 * snapshots of other engines have none. The table property is a copy for the case that no such ancestor is left.
 */
public final class TableMarks {
    /** Key of the marks in snapshot summaries and table properties. */
    public static final String MARKS_PROPERTY = "millrace.marks";

    /** Key of the commit's id in snapshot summaries. */
    public static final String COMMIT_ID_PROPERTY = "millrace.commit-id";

    private TableMarks() {}

    /**
     * The marks of a table as it was last refreshed; empty if no snapshot in its history has any.
     *
     * @throws IllegalStateException if they cannot be read
     */
    public static Optional<Marks> inSnapshots(Table table) {
        Snapshot current = table.currentSnapshot();
        if (current == null) {
            return Optional.empty();
        }
        return newest(SnapshotUtil.ancestorsOf(current.snapshotId(), table::snapshot));
    }

    /** The copy in the table's properties, made before snapshots expired; may be behind. */
    public static Optional<Marks> inProperties(Table table) {
        return Optional.ofNullable(table.properties().get(MARKS_PROPERTY)).map(MarksFormat::decode);
    }

    /** Writes the copy. */
    public static void copyToProperties(Table table) {
        inSnapshots(table)
                .map(MarksFormat::encode)
                .filter(marks -> !marks.equals(table.properties().get(MARKS_PROPERTY)))
                .ifPresent(marks ->
                        table.updateProperties().set(MARKS_PROPERTY, marks).commit());
    }

    /** Whether a snapshot with this commit id is in the history of the table as it was last refreshed. */
    public static boolean holds(Table table, UUID commitId) {
        Snapshot current = table.currentSnapshot();
        return current != null && holds(SnapshotUtil.ancestorsOf(current.snapshotId(), table::snapshot), commitId);
    }

    private static boolean holds(Iterable<Snapshot> ancestors, UUID commitId) {
        String wanted = commitId.toString();
        for (Snapshot ancestor : ancestors) {
            if (wanted.equals(ancestor.summary().get(COMMIT_ID_PROPERTY))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Makes a commit move marks by compare-and-set: it fails with {@link FencedException} unless the covered partitions still
     * have the marks it started from, and carries the other partitions' marks forward, at every attempt. A catalog's client
     * may have repeated a commit whose answer was lost, and been told that somebody else was faster: it fails with
     * {@link AlreadyCommittedException} if that somebody was itself.
     *
     * @param update the commit
     * @param advances the partitions it covers; empty for a commit that adds no events, such as joining files
     * @param commitId id by which the commit is found again
     */
    public static void guard(SnapshotUpdate<?> update, Map<PartitionKey, Advance> advances, UUID commitId) {
        guard(update, advances, commitId, ancestors -> {});
    }

    /**
     * The same with one more condition, looked at at every attempt.
     *
     * @param condition given the history that the commit would build on, newest first; throws if the commit must not happen
     */
    public static void guard(
            SnapshotUpdate<?> update,
            Map<PartitionKey, Advance> advances,
            UUID commitId,
            Consumer<Iterable<Snapshot>> condition) {
        ManifestThreads.lendTo(update);
        update.set(COMMIT_ID_PROPERTY, commitId.toString());
        update.validateWith(ancestors -> {
            if (holds(ancestors, commitId)) {
                throw new AlreadyCommittedException(commitId);
            }
            condition.accept(ancestors);
            Marks current = newest(ancestors).orElse(Marks.NONE);
            if (current.isEmpty() && ancestors.iterator().hasNext()) {
                throw new FencedException("the history of the table no longer holds any marks");
            }
            advances.forEach((partition, advance) -> advance.check(partition, current));
            Map<PartitionKey, Mark> moved = new TreeMap<>();
            advances.forEach((partition, advance) -> moved.put(partition, advance.to()));
            update.set(MARKS_PROPERTY, MarksFormat.encode(current.with(moved)));
            return true;
        });
    }

    /**
     * Commits marks alone, to a table whose history holds none.
     *
     * @throws FencedException if it holds some by now
     */
    public static void restore(Table table, Marks marks) {
        AppendFiles update = table.newAppend();
        ManifestThreads.lendTo(update);
        update.set(MARKS_PROPERTY, MarksFormat.encode(marks));
        update.validateWith(ancestors -> {
            if (newest(ancestors).isPresent()) {
                throw new FencedException("the history of the table holds marks again");
            }
            return true;
        });
        update.commit();
    }

    private static Optional<Marks> newest(Iterable<Snapshot> ancestors) {
        for (Snapshot ancestor : ancestors) {
            String marks = ancestor.summary().get(MARKS_PROPERTY);
            if (marks != null) {
                return Optional.of(MarksFormat.decode(marks));
            }
        }
        return Optional.empty();
    }
}
