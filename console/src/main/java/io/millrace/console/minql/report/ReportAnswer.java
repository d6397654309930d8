package io.millrace.console.minql.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A report's rows.
 *
 * @param queryId id of the query
 * @param columns keys first, then metrics
 * @param rows rows in the order of their keys
 * @param totals the metrics over everything, if asked for
 * @param previous the rows of the period before, if asked for
 * @param from start of the period
 * @param to end of the period, exclusive
 * @param timeZone time zone of the report
 * @param truncated whether rows were left out
 * @param warnings what may be wrong with the formulas
 * @param elapsedMs time that its queries took
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReportAnswer(
        String queryId,
        List<ReportColumn> columns,
        List<List<@Nullable Object>> rows,
        @Nullable List<@Nullable Object> totals,
        @Nullable List<List<@Nullable Object>> previous,
        String from,
        String to,
        String timeZone,
        boolean truncated,
        Set<String> warnings,
        long elapsedMs) {

    /**
     * One column.
     *
     * @param name name for people
     * @param role x, breakdown or metric
     * @param type number, text, boolean or time
     * @param formula its formula
     */
    record ReportColumn(String name, String role, String type, String formula) {}
}
