package io.millrace.console.minql.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows behind a mark, newest first.
 *
 * @param queryId id of the query
 * @param aggregate the part of the metric that the rows belong to
 * @param aggregates every part of the metric that has rows of its own
 * @param columns columns
 * @param rows rows
 * @param truncated whether there are more
 * @param elapsedMs time that the query took
 */
public record RowsAnswer(
        String queryId,
        String aggregate,
        List<String> aggregates,
        List<RowColumn> columns,
        List<List<@Nullable Object>> rows,
        boolean truncated,
        long elapsedMs) {

    /**
     * One column.
     *
     * @param formula its formula, which is its name too
     * @param type type of its values
     */
    public record RowColumn(String formula, String type) {}
}
