package io.millrace.sink.maintenance.table;

/** Is told where an operation stands. */
public interface Progress {
    /** Tells nobody. */
    Progress NONE = (step, done, total) -> {};

    /**
     * A step is done.
     *
     * @param step what
     * @param done how many of these, from 1
     * @param total how many there will be
     */
    void reached(Step step, int done, int total);

    /** Steps of operations, in their order. */
    enum Step {
        /** It is known what is to be done. */
        PLANNED,
        /** A data file was looked through. */
        FILE_LOOKED_AT,
        /** A new data file is in the store, part of no snapshot. */
        FILE_WRITTEN,
        /** The table has a new snapshot. */
        COMMITTED,
        /** A copy of the marks is in the table's properties. */
        MARKS_COPIED,
        /** A file was deleted for good. */
        FILE_DELETED,
        /** The table was opened again and is as it should be. */
        CHECKED
    }
}
