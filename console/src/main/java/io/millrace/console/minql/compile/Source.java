package io.millrace.console.minql.compile;

import io.millrace.telemetry.Signal;
import java.util.List;
import java.util.Set;

/**
 * Rows of a formula, compiled.
 *
 * @param from the rows that everything starts from
 * @param scope what names mean in it
 * @param conditions what stands behind WHERE, joined by AND
 * @param views views it reads
 * @param isMade whether the rows are made by {@code per}
 */
record Source(Fragment from, RowScope scope, List<Fragment> conditions, Set<Signal> views, boolean isMade) {
    /** Copies the collections. */
    Source {
        conditions = List.copyOf(conditions);
        views = Set.copyOf(views);
    }

    /** What stands behind FROM: with the joins that the values compiled so far need. */
    Fragment rows() {
        return Fragment.fill("{0}{1}", from, scope.joins());
    }
}
