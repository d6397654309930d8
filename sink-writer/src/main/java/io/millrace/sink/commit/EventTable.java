package io.millrace.sink.commit;

import io.millrace.sink.event.EventRow;
import io.millrace.store.position.Advance;
import io.millrace.store.position.Marks;
import io.millrace.store.position.PartitionKey;
import java.util.List;
import java.util.Map;

/** A table as the writer sees it. One thread uses it. */
public interface EventTable {
    /**
     * How far the table reaches, as of now.
     *
     * @throws StoreUnavailableException if that cannot be read now
     */
    Marks marks();

    /**
     * Writes rows to files that no reader sees yet.
     *
     * @param rows rows in any order; may be empty
     * @param advances what the commit does to each partition it covers
     * @throws StoreUnavailableException if that cannot be done now; nothing is left behind that matters
     */
    PendingCommit prepare(List<EventRow> rows, Map<PartitionKey, Advance> advances);

    /** Files that wait for their commit. */
    interface PendingCommit {
        /**
         * Tries to make files and marks part of the table, in one step. May be called again after a failure: what an earlier
         * attempt did without knowing is found, never done twice.
         *
         * @throws StoreUnavailableException if it is not known to have happened; to be called again
         */
        Outcome attempt();

        /** Gives up: removes the files, unless they may be part of the table after all. */
        void abandon();
    }

    /** What became of a commit. */
    enum Outcome {
        /** Files and marks are in the table. */
        COMMITTED,
        /**
         * Another writer has moved a covered partition, or the files became too old to be certain that they are still there. They
         * are not part of the table: go on from its marks.
         */
        FENCED
    }
}
