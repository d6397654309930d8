package io.millrace.console.minql.report;

import io.millrace.console.minql.compile.FormulaContext;
import io.millrace.console.minql.compile.Formulas;
import io.millrace.console.minql.compile.Period;
import io.millrace.console.minql.compile.ReportSql;
import io.millrace.console.minql.compile.ReportSql.Compiled;
import io.millrace.console.minql.report.ReportRequest.NamedFormula;
import io.millrace.console.minql.report.ReportRequest.Sort;
import io.millrace.console.minql.syntax.Expr;
import io.millrace.console.minql.syntax.FormulaException;
import io.millrace.console.minql.syntax.Parser;
import io.millrace.console.query.QueryRequest.Statement;
import io.millrace.console.query.TimeRange;
import io.millrace.console.query.http.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A report whose formulas have been parsed, ready to be compiled for one set of keys or another.
 *
 * @param request the report
 * @param context what it is compiled for
 * @param metrics trees of its metrics
 * @param x tree of its X axis, if that is a property
 * @param xMetric tree of its X axis, if that is a metric
 * @param breakdown trees of its breakdowns
 * @param filters trees of its filters
 */
record ReportPlan(
        ReportRequest request,
        FormulaContext context,
        List<Expr> metrics,
        Optional<Expr> x,
        Optional<Expr> xMetric,
        List<Expr> breakdown,
        List<Expr> filters) {
    private static final String OTHER = "other";

    /**
     * Parses a report.
     *
     * @throws ProblemException if a formula is none
     */
    static ReportPlan of(ReportRequest request, FormulaContext context) {
        Optional<Expr> axis = request.x().map(ReportPlan::parse);
        return new ReportPlan(
                request,
                context,
                parsed(request.metrics().stream().map(NamedFormula::formula).toList()),
                axis.filter(formula -> !isMetric(formula, context)),
                axis.filter(formula -> isMetric(formula, context)),
                parsed(request.breakdown()),
                parsed(request.filters()));
    }

    /** Compiles it whole, only to find what is wrong. */
    void check() {
        compile(keys(List.of()));
    }

    /** The keys of its rows; values of the first breakdown that are not kept become {@code other}. */
    List<ReportSql.Key> keys(List<String> kept) {
        List<ReportSql.Key> keys = new ArrayList<>();
        x.ifPresent(axis -> keys.add(ReportSql.Key.axis(axis)));
        for (int i = 0; i < breakdown.size(); i++) {
            keys.add(i == 0 ? new ReportSql.Key(breakdown.get(0), kept, OTHER) : ReportSql.Key.of(breakdown.get(i)));
        }
        return keys;
    }

    Compiled compile(List<ReportSql.Key> keys) {
        return compile(keys, context);
    }

    Compiled compile(List<ReportSql.Key> keys, FormulaContext other) {
        try {
            List<Expr> values = new ArrayList<>(metrics);
            xMetric.ifPresent(values::add);
            return ReportSql.compile(other, values, keys, filters);
        } catch (FormulaException e) {
            throw FormulaProblems.of(e, "");
        }
    }

    /** Event times that it reads: the period, and before it what increments need. */
    static TimeRange range(Compiled compiled, Period period) {
        return new TimeRange(compiled.from(), period.endExclusive());
    }

    /**
     * The compiled report as a statement.
     *
     * @param whole whether it is the report itself: in the order that it asks for, a metric of the X axis first; else the
     *     keys and the metrics follow one another, the metric of the X axis last
     */
    Statement statement(Compiled compiled, boolean whole) {
        String sql = compiled.sql().sql();
        int keys = compiled.keyTypes().size();
        if (whole && (xMetric.isPresent() || !request.options().sort().isEmpty())) {
            String order = order(keys);
            sql = "SELECT " + selected(keys) + " FROM (" + sql + ") AS report"
                    + (order.isEmpty() ? "" : " ORDER BY " + order);
        }
        return Statement.compiled(sql, compiled.sql().parameters(), compiled.views());
    }

    private String selected(int keys) {
        if (xMetric.isEmpty()) {
            return "*";
        }
        List<String> columns = new ArrayList<>(List.of("v" + metrics.size()));
        for (int i = 0; i < keys; i++) {
            columns.add("k" + i);
        }
        for (int i = 0; i < metrics.size(); i++) {
            columns.add("v" + i);
        }
        return String.join(", ", columns);
    }

    /** The asked columns, then the keys, so that the order is the same each time. */
    private String order(int keys) {
        List<String> columns = new ArrayList<>();
        for (Sort sort : request.options().sort()) {
            columns.add(column(sort.column(), keys) + (sort.descending() ? " DESC" : " ASC") + " NULLS LAST");
        }
        for (int i = 0; i < keys; i++) {
            columns.add("k" + i + " ASC NULLS LAST");
        }
        return columns.stream().distinct().collect(Collectors.joining(", "));
    }

    /** A column of the report by its number, where X, if there is one, has the first. */
    private String column(int number, int keys) {
        if (xMetric.isPresent()) {
            return number == 0 ? "v" + metrics.size() : key(number - 1, keys);
        }
        return key(number, keys);
    }

    private static String key(int number, int keys) {
        return number < keys ? "k" + number : "v" + (number - keys);
    }

    private static boolean isMetric(Expr formula, FormulaContext context) {
        try {
            return Formulas.isMetric(formula, context);
        } catch (FormulaException e) {
            throw FormulaProblems.of(e, "");
        }
    }

    private static List<Expr> parsed(List<String> formulas) {
        return formulas.stream().map(ReportPlan::parse).toList();
    }

    private static Expr parse(String formula) {
        try {
            return Parser.parse(formula);
        } catch (FormulaException e) {
            throw FormulaProblems.of(e, formula);
        }
    }
}
