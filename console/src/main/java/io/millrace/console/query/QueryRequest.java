package io.millrace.console.query;

import io.millrace.console.access.Caller;
import io.millrace.telemetry.Signal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One query, already vetted: its text comes from the SQL gate or from the compiler of formulas.
 *
 * @param id id under which it can be cancelled
 * @param caller who asks
 * @param statement what runs
 * @param range bound on the event times that are read, for planning; empty for all
 * @param rowLimit most rows of the answer
 */
public record QueryRequest(String id, Caller caller, Statement statement, Optional<TimeRange> range, int rowLimit) {

    /**
     * SQL with its values.
     *
     * @param sql one SELECT over the views
     * @param parameters values of its parameters in order
     * @param views views that it names
     * @param ours whether the console wrote it: it reads and leaves the engine as it was
     */
    public record Statement(String sql, List<@Nullable Object> parameters, Set<Signal> views, boolean ours) {
        /** A statement that somebody wrote. */
        public Statement(String sql, List<@Nullable Object> parameters, Set<Signal> views) {
            this(sql, parameters, views, false);
        }

        /** A statement that was compiled from formulas, or is a constant of the console. */
        public static Statement compiled(String sql, List<@Nullable Object> parameters, Set<Signal> views) {
            return new Statement(sql, parameters, views, true);
        }

        /** Copies the collections. */
        public Statement {
            parameters = Collections.unmodifiableList(new ArrayList<>(parameters));
            views = Set.copyOf(views);
        }
    }
}
