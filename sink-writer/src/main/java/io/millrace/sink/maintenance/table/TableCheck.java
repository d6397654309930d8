package io.millrace.sink.maintenance.table;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;

/**
 * Looks whether a table is as it should be after a change: it opens anew, the rows of its files are those of its summary and
 * of the history since, and two files, the newest and a random one, can be read to their end.
 */
public final class TableCheck {
    private final RandomGenerator random;

    /** A check that picks files by chance. */
    public TableCheck(RandomGenerator random) {
        this.random = random;
    }

    /** What a table holds before a change. */
    public static Before before(MaintainedTable target) {
        Snapshot current = target.current();
        return new Before(current.snapshotId(), total(current));
    }

    /**
     * Checks a table that nothing is known of from before.
     *
     * @throws IllegalStateException if anything is not as it should be
     */
    public void now(MaintainedTable target) {
        opened(target.openedAgain());
    }

    /**
     * Checks after a change. The table must still have the snapshot from before; only appends may have come since, besides the change.
     *
     * @param removedRows rows that the change was to remove; none is missing if the change has not come through or was rolled
     *     back to the snapshot before
     * @return rows in the table now
     * @throws IllegalStateException if anything is not as it should be
     */
    public long after(MaintainedTable target, Before before, long removedRows) {
        Table table = target.openedAgain();
        long rows = opened(table);
        require(table, "rows after maintenance", expected(table, before, removedRows), rows);
        return rows;
    }

    private long opened(Table table) {
        Snapshot current = table.currentSnapshot();
        if (current == null) {
            throw new IllegalStateException(table.name() + " has lost its snapshots");
        }
        List<DataFile> files = FileJoin.files(table);
        long rows = FileRewriter.recordCount(files);
        require(table, "rows of the files", total(current), rows);
        readTwo(table, files);
        return rows;
    }

    private static long expected(Table table, Before before, long removedRows) {
        long expected = before.rows();
        boolean isChanged = false;
        for (Snapshot since : Lease.history(table)) {
            if (since.snapshotId() == before.snapshotId()) {
                return isChanged ? expected - removedRows : expected;
            }
            if (DataOperations.APPEND.equals(since.operation())) {
                expected += number(since.summary(), SnapshotSummary.ADDED_RECORDS_PROP);
            } else {
                isChanged = true;
            }
        }
        throw new IllegalStateException(table.name() + " no longer has snapshot " + before.snapshotId()
                + ", with whose " + before.rows() + " rows it is to be compared");
    }

    private void readTwo(Table table, List<DataFile> files) {
        if (files.isEmpty()) {
            return;
        }
        DataFile newest = files.stream()
                .max(Comparator.comparing(
                        DataFile::fileSequenceNumber, Comparator.nullsFirst(Comparator.naturalOrder())))
                .orElseThrow();
        DataFile other = files.get(random.nextInt(files.size()));
        for (DataFile file : List.of(newest, other)) {
            require(table, "rows of " + file.location(), file.recordCount(), MatchingRows.countAll(table, file));
        }
    }

    private static long total(Snapshot snapshot) {
        return number(snapshot.summary(), SnapshotSummary.TOTAL_RECORDS_PROP);
    }

    private static long number(Map<String, String> summary, String key) {
        return Long.parseLong(summary.getOrDefault(key, "0"));
    }

    private static void require(Table table, String what, long expected, long found) {
        if (expected != found) {
            throw new IllegalStateException(table.name() + ": " + what + ": expected " + expected + ", found " + found);
        }
    }

    /**
     * State before a change.
     *
     * @param snapshotId the newest snapshot
     * @param rows its rows
     */
    public record Before(long snapshotId, long rows) {}
}
