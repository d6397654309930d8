package io.millrace.console.query;

import io.millrace.console.query.RunningQueries.StopReason;
import java.sql.SQLException;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Turns what Trino's driver throws into answers. Its messages name tables, servers and texts, so they stay inside. */
final class TrinoProblems {
    private static final Logger LOG = Logger.getLogger(TrinoProblems.class);

    // Trino's standard error codes: the class of resources that were not enough, and two of it
    private static final int INSUFFICIENT_RESOURCES = 0x2_0000;
    private static final int QUEUE_FULL = INSUFFICIENT_RESOURCES + 2;
    private static final int EXCEEDED_TIME_LIMIT = INSUFFICIENT_RESOURCES + 3;

    private TrinoProblems() {}

    /** Why there is no answer. */
    static Problem of(SQLException error, Optional<StopReason> stopped, EngineProblems problems) {
        if (stopped.isPresent()) {
            return problems.stopped(stopped.get());
        }
        int code = error.getErrorCode();
        if (code == EXCEEDED_TIME_LIMIT) {
            return problems.stopped(StopReason.TIMED_OUT);
        }
        if (code == QUEUE_FULL || code == 0) {
            LOG.warnf("the Trino server does not take queries: code=%d state=%s", code, error.getSQLState());
            return Problem.of(
                    503,
                    "engine-unavailable",
                    "The query engine does not answer",
                    "The server that runs the queries takes none now. Try again in a few seconds.");
        }
        if (code >> 16 == INSUFFICIENT_RESOURCES >> 16) {
            return Problem.of(
                    422,
                    "query-too-large",
                    "The query needs too much memory",
                    "The server that runs the queries has not enough memory for it. Ask for less: a shorter time,"
                            + " fewer columns, fewer groups.");
        }
        LOG.errorf("query failed inside Trino: code=%d", code); // the message may hold the query or data
        return Problem.of(
                500,
                "query-failed",
                "The query failed",
                "The server that runs the queries reported fault " + code + ". The server's log has more.");
    }
}
