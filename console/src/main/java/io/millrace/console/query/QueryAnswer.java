package io.millrace.console.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a query.
 *
 * @param columns columns in order
 * @param rows rows in order; each has one value, or null, for every column: text, number, boolean, list or map
 * @param truncated whether there would have been more rows than the limits allow
 * @param statistics what it cost
 */
public record QueryAnswer(
        List<ResultColumn> columns, List<List<@Nullable Object>> rows, boolean truncated, Statistics statistics) {
    /** Copies the columns; rows are wrapped, for there may be many. */
    public QueryAnswer {
        columns = List.copyOf(columns);
        rows = Collections.unmodifiableList(new ArrayList<>(rows));
    }

    /** The same rows, given again at another cost. */
    QueryAnswer again(Statistics now) {
        return new QueryAnswer(columns, rows, truncated, now);
    }

    /**
     * One column.
     *
     * @param name name as the query gave it
     * @param type SQL type
     */
    public record ResultColumn(String name, String type) {}

    /**
     * What a query cost.
     *
     * @param elapsedMs from the free slot to the last row, in ms
     * @param waitedMs time before a slot was free, in ms
     * @param files data files that it could read
     */
    public record Statistics(long elapsedMs, long waitedMs, int files) {}
}
