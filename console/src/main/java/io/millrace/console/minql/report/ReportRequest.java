package io.millrace.console.minql.report;

import io.millrace.console.minql.compile.Period;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
    private static final Pattern INTERVAL = Pattern.compile("(minute|hour|day|week|month|quarter|year)\\(time\\)");

    /** Copies the lists. */
    ReportRequest {
        metrics = List.copyOf(metrics);
        breakdown = List.copyOf(breakdown);
        filters = List.copyOf(filters);
    }

    /** The interval of the X axis, if it is the event time cut to one. */
    Optional<String> interval() {
        return x.map(INTERVAL::matcher).filter(Matcher::matches).map(found -> found.group(1));
    }

    /**
     * A metric with its name.
     *
     * @param name name for people
     * @param formula formula
     * @param unit unit for people, or null
     * @param axis left or right, or null
     */
    record NamedFormula(
            String name,
            String formula,
            @Nullable String unit,
            @Nullable String axis) {
        /** A metric without a unit. */
        NamedFormula(String name, String formula) {
            this(name, formula, null, null);
        }
    }

    /**
     * What a report adds to its rows.
     *
     * @param top how many values of the first breakdown stay, by the first metric; the rest becomes {@code other}; 0 for all
     * @param totals whether one row over everything is added
     * @param comparison whether the period before is computed too
     * @param limit most rows
     * @param sort order of the rows before the limit; empty for that of the keys
     */
    record Options(int top, boolean totals, boolean comparison, int limit, List<Sort> sort) {
        /** Copies the list. */
        Options {
            sort = List.copyOf(sort);
        }

        /** In the order of the keys. */
        Options(int top, boolean totals, boolean comparison, int limit) {
            this(top, totals, comparison, limit, List.of());
        }
    }

    /**
     * One column to sort by.
     *
     * @param column index into X, breakdowns and metrics together, from 0
     * @param descending whether the largest come first
     */
    record Sort(int column, boolean descending) {}
}
