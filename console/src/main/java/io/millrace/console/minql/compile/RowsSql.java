package io.millrace.console.minql.compile;

import io.millrace.console.minql.compile.MetricPlan.Part;
import io.millrace.console.minql.compile.ReportSql.Compiled;
import io.millrace.console.minql.syntax.Expr;
import io.millrace.console.minql.syntax.FormulaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles the rows behind a mark: those that one aggregate of a metric was computed from, at certain values of the keys. */
public final class RowsSql {
    private static final Set<String> OF_CONDITION = Set.of("count", "rate");

    private final FormulaContext context;
    private final Frame frame;

    private RowsSql(FormulaContext context) {
        this.context = context;
        this.frame = new Frame(context, false);
    }

    /** The aggregates of a metric, each of which has rows of its own, as formulas. */
    public static List<String> aggregates(FormulaContext context, Expr metric) {
        return new RowsSql(context)
                .parts(metric).stream()
                        .map(part -> Formulas.format(part.call()) + (part.isBefore() ? ".previousPeriod()" : ""))
                        .toList();
    }

    /**
     * Compiles the rows of one aggregate, newest first.
     *
     * @param metric metric that the mark shows
     * @param aggregate which of its {@link #aggregates}, from 0
     * @param mark values of the keys at the mark
     * @param filters property expressions that must come out true
     * @param columns property expressions to show, at least one
     * @return columns {@code c0}, {@code c1} … with the expressions' values; their types stand in its key types
     * @throws FormulaException if a formula is wrong
     */
    public static Compiled compile(
            FormulaContext context, Expr metric, int aggregate, List<At> mark, List<Expr> filters, List<Expr> columns) {
        RowsSql rows = new RowsSql(context);
        List<Part> parts = rows.parts(metric);
        if (aggregate < 0 || aggregate >= parts.size()) {
            throw new FormulaException(metric.position(), "The metric has aggregates 0 to " + (parts.size() - 1) + ".");
        }
        return rows.compile(parts.get(aggregate), mark, filters, columns);
    }

    private List<Part> parts(Expr metric) {
        List<Part> parts = new ArrayList<>();
        Expr expanded = new Definitions(context.vocabulary().definitions()).expand(metric);
        MetricPlan.split(expanded, new SourceCompiler(frame), parts);
        if (parts.isEmpty()) {
            throw MetricPlan.withoutRows(metric);
        }
        return parts;
    }

    private Compiled compile(Part part, List<At> mark, List<Expr> filters, List<Expr> columns) {
        Frame of = new Frame(context, part.isBefore());
        Expr.Call call = part.call();
        Definitions definitions = new Definitions(context.vocabulary().definitions());
        List<Expr> expanded = filters.stream().map(definitions::expand).toList();
        Source source =
                new SourceCompiler(of, expanded).compile(call.arguments().get(0));
        RowCompiler rows = of.rows(source.scope());
        List<Fragment> conditions = new ArrayList<>(source.conditions());
        counted(call, rows, conditions);
        if (!source.isMade()) {
            expanded.forEach(filter -> conditions.add(rows.condition(filter).sql()));
        }
        for (At at : mark) {
            conditions.add(at.condition(rows.compile(definitions.expand(at.key())), of.dialect()));
        }
        List<Fragment> selected = new ArrayList<>();
        List<String> types = new ArrayList<>();
        for (Expr column : columns) {
            Typed value = rows.compile(definitions.expand(column));
            types.add(value.type().word());
            selected.add(Fragment.fill("{0} AS c" + selected.size(), value.sql()));
        }
        Fragment sql = Fragment.fill(
                "SELECT {0} FROM {1}{2} ORDER BY \"time\" DESC",
                Fragment.join(", ", selected), source.rows(), Fragment.where(conditions));
        return new Compiled(
                sql, source.views(), types, List.of(), source.scope().unknownNames(), of.readFrom(source.views()));
    }

    /** Rows that the aggregate skips are not behind its mark. */
    private static void counted(Expr.Call call, RowCompiler rows, List<Fragment> conditions) {
        String name = call.function().toLowerCase(Locale.ROOT);
        if (name.equals("countif")) {
            conditions.add(rows.condition(call.arguments().get(1)).sql());
        } else if (!OF_CONDITION.contains(name) && call.arguments().size() > 1) {
            Fragment value = rows.compile(call.arguments().get(1)).sql();
            conditions.add(Fragment.fill("{0} IS NOT NULL", value));
        }
    }

    /**
     * A key at a mark.
     *
     * @param key property expression of the X axis or a breakdown
     * @param value its value in the report's answer: text, number, boolean, a time as text, or null
     */
    public record At(Expr key, @Nullable Object value) {
        Fragment condition(Typed typed, Dialect dialect) {
            if (value == null) {
                return Fragment.fill("{0} IS NULL", typed.sql());
            }
            boolean isNumber = value instanceof Number;
            Fragment given = Fragment.fill(
                    isNumber ? "CAST({0} AS DOUBLE)" : "CAST({0} AS VARCHAR)",
                    Fragment.value(value instanceof Number number ? number.doubleValue() : value.toString()));
            Typed known = new Typed(given, isNumber ? ValueType.NUMBER : ValueType.TEXT, 0);
            boolean isText = typed.type().isTextual() || typed.type() == ValueType.NULL;
            Typed alike = known.as(isText ? ValueType.TEXT : typed.type(), dialect);
            return Fragment.fill("{0} = {1}", typed.sql(), alike.sql());
        }
    }
}
