package io.millrace.console.query.sql;

import io.millrace.telemetry.Signal;
import java.util.Set;

/** What the gate says about a statement. */
sealed interface GateVerdict {

    /**
     * It may run.
     *
     * @param sql the text that was walked and is to run: exactly this one
     * @param views views that it names
     */
    record Allowed(String sql, Set<Signal> views) implements GateVerdict {
        /** Copies the set. */
        public Allowed {
            views = Set.copyOf(views);
        }
    }

    /**
     * It may not.
     *
     * @param reason what is not allowed and what is instead
     */
    record Refused(String reason) implements GateVerdict {}
}
