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
import org.apache.iceberg.exceptions.NotFoundException;

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
     * @throws UnreachableException if catalog or store do not let the table be looked at
     */
    public void now(MaintainedTable target) {
        opened(opened(target));
    }

    /**
     * Checks after a change. The table must still have the snapshot from before; only appends may have come since, besides the change.
     *
     * @param removedRows rows that the change was to remove; none is missing if the change has not come through or was rolled
     *     back to the snapshot before
     * @return rows in the table now
     * @throws IllegalStateException if anything is not as it should be
     * @throws UnreachableException if catalog or store do not let the table be looked at
     */
    public long after(MaintainedTable target, Before before, long removedRows) {
        Opened opened = opened(target);
        long rows = opened(opened);
        require(opened.table(), "rows after maintenance", expected(opened.table(), before, removedRows), rows);
        return rows;
    }

    private long opened(Opened opened) {
        Table table = opened.table();
        Snapshot current = table.currentSnapshot();
        if (current == null) {
            throw new IllegalStateException(table.name() + " has lost its snapshots");
        }
        long rows = FileRewriter.recordCount(opened.files());
        require(table, "rows of the files", total(current), rows);
        readTwo(opened);
        return rows;
    }

    /** Opens the table anew and reads what files it has. A file of the metadata that is missing is a fault of the table. */
    private static Opened opened(MaintainedTable target) {
        try {
            Table table = target.openedAgain();
            return new Opened(table, table.currentSnapshot() == null ? List.of() : FileJoin.files(table));
        } catch (NotFoundException e) {
            throw new IllegalStateException("the table's metadata is not whole: " + e.getMessage(), e);
        } catch (IllegalStateException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new UnreachableException(e);
        }
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

    private void readTwo(Opened opened) {
        List<DataFile> files = opened.files();
        if (files.isEmpty()) {
            return;
        }
        DataFile newest = files.stream()
                .max(Comparator.comparing(
                        DataFile::fileSequenceNumber, Comparator.nullsFirst(Comparator.naturalOrder())))
                .orElseThrow();
        DataFile other = files.get(random.nextInt(files.size()));
        for (DataFile file : List.of(newest, other)) {
            require(opened.table(), "rows of " + file.location(), file.recordCount(), count(opened.table(), file));
        }
    }

    /** Rows of a file. One that cannot be read twice, while the store lets other files be read, is broken. */
    private static long count(Table table, DataFile file) {
        try {
            return MatchingRows.countAll(table, file);
        } catch (RuntimeException first) {
            try {
                FileJoin.files(table);
            } catch (RuntimeException e) {
                throw new UnreachableException(e);
            }
            try {
                return MatchingRows.countAll(table, file);
            } catch (RuntimeException second) {
                throw new IllegalStateException(table.name() + ": " + file.location() + " cannot be read", second);
            }
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

    /** The table as it is now. */
    private record Opened(Table table, List<DataFile> files) {}

    /** Catalog or store is away: that says nothing of the table. */
    public static final class UnreachableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreachableException(RuntimeException cause) {
            super("catalog or store does not let the table be looked at: " + cause.getMessage(), cause);
        }
    }
}
