package io.millrace.store;

/**
 * What a restore found or did.
 *
 * @param outcome what
 * @param metadataFile the metadata file that is or would be the table; where there is nothing to do, a newer one that may never
 *     have been committed; empty if there is none
 * @param version its number
 * @param rows rows of its newest snapshot
 * @param leftOut newer metadata files that are not used, because files they name are not there or another one was named
 */
public record RestoredTable(Outcome outcome, String metadataFile, int version, long rows, int leftOut) {

    /** Refuses what cannot be. */
    public RestoredTable {
        if (version < 0 || rows < 0 || leftOut < 0) {
            throw new IllegalArgumentException(
                    "negative: version=" + version + " rows=" + rows + " leftOut=" + leftOut);
        }
    }

    /** What a restore found or did. */
    public enum Outcome {
        /** The catalog knows the table, all its files are there, and no newer one was committed for certain. */
        NOTHING_TO_DO,
        /** There is no table in the store either. */
        NO_FILES,
        /** A dry run: this would be registered. */
        FOUND,
        /** A dry run: this would be registered only by its name, since newer ones would be left out. */
        TO_BE_NAMED,
        /** The catalog knows it again. */
        REGISTERED
    }
}
