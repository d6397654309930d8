package io.millrace.console.query.sql;

import io.millrace.console.query.QueryAnswer;
import io.millrace.console.query.QueryAnswer.ResultColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reply to a statement.
 *
 * @param queryId id of the query
 * @param columns columns in order
 * @param rows rows, each a list of values in the order of the columns
 * @param rowCount number of rows
 * @param truncated whether there would have been more
 * @param elapsedMs time that the query ran, in ms
 * @param waitedMs time that it waited for a slot, in ms
 * @param files data files that it could read
 */
record SqlAnswer(
        String queryId,
        List<ResultColumn> columns,
        List<List<@Nullable Object>> rows,
        int rowCount,
        boolean truncated,
        long elapsedMs,
        long waitedMs,
        int files) {

    static SqlAnswer of(String queryId, QueryAnswer answer) {
        QueryAnswer.Statistics cost = answer.statistics();
        return new SqlAnswer(
                queryId,
                answer.columns(),
                answer.rows(),
                answer.rows().size(),
                answer.truncated(),
                cost.elapsedMs(),
                cost.waitedMs(),
                cost.files());
    }
}
