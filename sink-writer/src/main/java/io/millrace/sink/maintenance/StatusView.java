package io.millrace.sink.maintenance;

import io.millrace.sink.maintenance.table.TableFacts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * State of maintenance as the API shows it.
 *
 * @param enabled whether this process maintains tables by itself
 * @param tables the tables that exist
 * @param recentRuns the last runs of this process, newest first
 */
record StatusView(boolean enabled, List<TableView> tables, List<Run.View> recentRuns) {
    /** Copies the lists. */
    StatusView {
        tables = List.copyOf(tables);
        recentRuns = List.copyOf(recentRuns);
    }

    /**
     * A table.
     *
     * @param table name
     * @param facts its health in numbers
     * @param maintainer process that holds the lease, or null
     * @param maintainerUntil when its lease ends, or null
     * @param halted why it is left alone, or null
     */
    record TableView(
            String table,
            TableFacts facts,
            @Nullable String maintainer,
            @Nullable String maintainerUntil,
            @Nullable String halted) {}
}
