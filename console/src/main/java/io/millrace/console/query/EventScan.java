package io.millrace.console.query;

import java.nio.file.Path;
import java.util.List;

/**
 * Data files of one snapshot of a table, readable on this machine.
 *
 * @param files absolute paths of Parquet files whose columns carry the field ids of the column catalog
 * @param snapshotId id of the snapshot, 0 if the table is empty
 */
record EventScan(List<Path> files, long snapshotId) {
    /** A table without a file. */
    public static final EventScan EMPTY = new EventScan(List.of(), 0);

    /** Copies the list. */
    public EventScan {
        files = List.copyOf(files);
    }
}
