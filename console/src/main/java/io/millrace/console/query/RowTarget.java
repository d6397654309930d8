package io.millrace.console.query;

import io.millrace.console.query.QueryAnswer.ResultColumn;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes rows as the engine reads them. */
public interface RowTarget {

    /**
     * Called once, first.
     *
     * @throws IOException if it cannot be written
     */
    void columns(List<ResultColumn> columns) throws IOException;

    /**
     * Called for each row.
     *
     * @param values as in an answer of the query API
     * @throws IOException if it cannot be written
     */
    void row(List<? extends @Nullable Object> values) throws IOException;
}
