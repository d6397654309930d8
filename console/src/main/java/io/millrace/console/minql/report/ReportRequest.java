package io.millrace.console.minql.report;

import io.millrace.console.minql.compile.Period;
import java.util.List;
import java.util.Optional;

/**
 * A report as asked for.
 *
 * @param metrics metrics, at least one
 * @param x property of the X axis
 * @param breakdown zero to two properties
 * @param filters properties that must come out true
 * @param period reporting period
 * @param options the rest
 */
record ReportRequest(
        List<NamedFormula> metrics,
        Optional<String> x,
        List<String> breakdown,
        List<String> filters,
        Period period,
        Options options) {
    /** Copies the lists. */
    ReportRequest {
        metrics = List.copyOf(metrics);
        breakdown = List.copyOf(breakdown);
        filters = List.copyOf(filters);
    }

    /** The same report over another period. */
    ReportRequest over(Period other) {
        return new ReportRequest(metrics, x, breakdown, filters, other, options);
    }

    /**
     * A metric with its name.
     *
     * @param name name for people
     * @param formula formula
     */
    record NamedFormula(String name, String formula) {}

    /**
     * What a report adds to its rows.
     *
     * @param top how many values of the first breakdown stay, by the first metric; the rest becomes {@code other}; 0 for all
     * @param totals whether one row over everything is added
     * @param comparison whether the period before is computed too
     * @param limit most rows
     */
    record Options(int top, boolean totals, boolean comparison, int limit) {}
}
