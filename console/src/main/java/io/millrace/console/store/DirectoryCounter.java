package io.millrace.console.store;

import org.jdbi.v3.core.Handle;

/** Counts the changes that the other stages must hear of, and numbers what is published to them. */
public final class DirectoryCounter {
    private DirectoryCounter() {}

    /** Notes a change in the transaction that makes it. */
    public static void changed(Handle db) {
        db.execute("update directory_state set changes = changes + 1 where id = 1");
    }

    /** How many changes there have been. */
    public static long changes(Handle db) {
        return db.createQuery("select changes from directory_state where id = 1")
                .mapTo(Long.class)
                .one();
    }

    /**
     * The number of the next generation. Locks the counter until the transaction ends, so that a state read in the same
     * transaction is never older than one of a lower number. Numbers follow the clock: they go on rising when the database
     * is restored from an older copy.
     *
     * @param nowUnixMillis the time, ms since 1970
     */
    public static long nextGeneration(Handle db, long nowUnixMillis) {
        db.createUpdate("update directory_state set generation ="
                        + " case when generation >= :now then generation + 1 else :now end where id = 1")
                .bind("now", nowUnixMillis)
                .execute();
        return db.createQuery("select generation from directory_state where id = 1")
                .mapTo(Long.class)
                .one();
    }
}
