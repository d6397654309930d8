package io.millrace.sink.maintenance.table;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/** The statements of engines that are open, so that another thread can end them; once they are stopped none begins any more. */
final class Statements {
    private static final Logger LOG = Logger.getLogger(Statements.class);

    /** A statement that is about to begin when it is cancelled runs on: the next cancel ends it. */
    private static final long MILLIS_BETWEEN_CANCELS = 20;

    private final Set<Statement> open = new HashSet<>();
    private volatile boolean stopped;

    /**
     * Adds one.
     *
     * @throws IllegalStateException if they are stopped
     */
    synchronized void add(Statement statement) {
        requireGoing();
        open.add(statement);
    }

    /** Takes out one whose engine closes. */
    synchronized void remove(Statement statement) {
        open.remove(statement);
    }

    /**
     * To be asked before each statement.
     *
     * @throws IllegalStateException if they are stopped
     */
    void requireGoing() {
        if (stopped) {
            throw new IllegalStateException("the rewrite was stopped");
        }
    }

    /** Cancels those that run now. */
    void cancel() {
        for (Statement statement : all()) {
            try {
                statement.cancel();
            } catch (SQLException e) {
                LOG.debugf("a statement of a rewrite ended before it was cancelled: %s", e.getMessage());
            }
        }
    }

    /**
     * Lets none begin any more and cancels again and again until every engine has closed.
     *
     * @param limit how long at most
     * @return whether every engine has closed
     */
    boolean stop(Duration limit) {
        stopped = true;
        long end = System.nanoTime() + limit.toNanos();
        while (!all().isEmpty() && System.nanoTime() < end) {
            cancel();
            if (!all().isEmpty() && !isPaused()) {
                break;
            }
        }
        return all().isEmpty();
    }

    private static boolean isPaused() {
        try {
            Thread.sleep(MILLIS_BETWEEN_CANCELS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized List<Statement> all() {
        return List.copyOf(open);
    }
}
