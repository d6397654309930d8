package io.millrace.console.minql.compile;

import io.millrace.telemetry.Signal;
import java.util.List;
import java.util.Set;

/**
 * Rows of a formula, compiled.
 *
 * @param from what stands behind FROM
 * @param scope what names mean in it
 * @param conditions what stands behind WHERE, joined by AND
 * @param views views it reads
 */
record Source(Fragment from, RowScope scope, List<Fragment> conditions, Set<Signal> views) {
    /** Copies the collections. */
    Source {
        conditions = List.copyOf(conditions);
        views = Set.copyOf(views);
    }
}
