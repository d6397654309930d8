package io.millrace.console.query;

import java.nio.file.Path;
import java.util.List;

/**
 * Data files of one snapshot of a table, readable on this machine until the scan is closed.
 *
 * @param files absolute paths of Parquet files whose columns carry the field ids of the column catalog
 * @param snapshotId id of the snapshot, 0 if the table is empty
 * @param release run once when the files are no longer needed
 */
record EventScan(List<Path> files, long snapshotId, Runnable release) implements AutoCloseable {
    /** A table without a file. */
    public static final EventScan EMPTY = new EventScan(List.of(), 0);

    /** Copies the list. */
    EventScan {
        files = List.copyOf(files);
    }

    /** Files that stay where they are. */
    EventScan(List<Path> files, long snapshotId) {
        this(files, snapshotId, () -> {});
    }

    @Override
    public void close() {
        release.run();
    }
}
