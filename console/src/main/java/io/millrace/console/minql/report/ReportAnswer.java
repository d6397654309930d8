package io.millrace.console.minql.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.console.minql.compile.Period;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A report's rows.
 *
 * @param queryId id of the query
 * @param columns X and keys first, then metrics
 * @param rows rows in the order asked for, else in that of their keys
 * @param totals the metrics over everything, if asked for
 * @param previous the period before, if asked for
 * @param time the buckets of the X axis, if it is the event time by an interval
 * @param empty what each metric is where there is no row
 * @param period what was looked at
 * @param truncated whether rows were left out
 * @param warnings what may be wrong with the formulas
 * @param elapsedMs time that its queries took
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReportAnswer(
        String queryId,
        List<ReportColumn> columns,
        List<List<@Nullable Object>> rows,
        @Nullable List<@Nullable Object> totals,
        @Nullable Previous previous,
        @Nullable TimeAxis time,
        List<@Nullable Object> empty,
        PeriodView period,
        boolean truncated,
        Set<String> warnings,
        long elapsedMs) {

    /**
     * One column.
     *
     * @param name name for people
     * @param role x, breakdown or metric
     * @param type number, text, boolean, time, duration or another type of the language
     * @param formula its formula
     * @param unit unit for people
     * @param axis left or right
     * @param target target of a custom metric
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ReportColumn(
            String name,
            String role,
            String type,
            String formula,
            @Nullable String unit,
            @Nullable String axis,
            @Nullable Double target) {}

    /**
     * The period before, of the same length.
     *
     * @param rows its rows
     * @param totals the metrics over all of it, if totals were asked for
     * @param period which it is
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Previous(
            List<List<@Nullable Object>> rows, @Nullable List<@Nullable Object> totals, PeriodView period) {}

    /**
     * Buckets of time.
     *
     * @param interval minute, hour, day, week, month, quarter or year
     * @param buckets start of each, also of those without a row, as they stand in the rows; null if there are too many
     * @param incomplete the bucket that is not over yet, or null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record TimeAxis(
            String interval,
            @Nullable List<String> buckets,
            @Nullable String incomplete) {}

    /**
     * A period.
     *
     * @param from start
     * @param to end, exclusive
     * @param timeZone time zone
     */
    public record PeriodView(String from, String to, String timeZone) {
        static PeriodView of(Period period) {
            return new PeriodView(
                    period.from().toString(),
                    period.endExclusive().toString(),
                    period.zone().getId());
        }
    }
}
