package io.millrace.sink.maintenance;

import java.util.Locale;

/** What maintenance does to a table. */
enum Operation {
    /** Joins small files. */
    JOIN,
    /** Expires snapshots and merges manifests. */
    EXPIRE,
    /** Removes files that no snapshot holds. */
    ORPHANS,
    /** Drops rows that are older than they are to be kept. */
    RETENTION,
    /** Takes out rows whose deletion was requested. */
    DELETIONS,
    /** Looks whether the table is as it should be. */
    CHECK,
    /** Makes it known again to a catalog that has lost it; only on request. */
    RESTORE;

    /** Word in the API, in metrics and in logs. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
