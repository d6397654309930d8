package io.millrace.console.minql.compile;

import io.millrace.console.minql.syntax.Expr;
import io.millrace.console.minql.syntax.FormulaException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Aggregates over the rows of a source. */
final class Aggregates {
    private static final Set<String> NAMES = Set.of(
            "count",
            "countif",
            "countdistinct",
            "sum",
            "avg",
            "min",
            "max",
            "median",
            "percentile",
            "stddev",
            "first",
            "last");
    private static final Set<String> ADDITIVE = Set.of("count", "countif", "sum");

    private static final String DUCKDB_PERCENTILE = "CAST(quantile_cont({0}, {1}){F} AS DOUBLE)";

    /** Exact, as in the other engine; Trino's own function estimates. */
    private static final String TRINO_PERCENTILE =
            "element_at(transform(ARRAY[array_sort(filter(array_agg({0}){F}, e -> e IS NOT NULL))], a ->"
                    + " CASE WHEN cardinality(a) > 0 THEN element_at(a, 1 + CAST(floor((cardinality(a) - 1) * {1}e0) AS INTEGER)) + (((cardinality(a) - 1)"
                    + " * {1}e0) % 1e0) * (element_at(a, 1 + CAST(ceil((cardinality(a) - 1) * {1}e0) AS INTEGER)) -"
                    + " element_at(a, 1 + CAST(floor((cardinality(a) - 1) * {1}e0) AS INTEGER))) END), 1)";

    private final Dialect dialect;

    Aggregates(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Whether the call is an aggregate. */
    static boolean isAggregate(Expr.Call call) {
        return NAMES.contains(name(call));
    }

    /** Whether its values may be added up over groups. */
    static boolean isAdditive(Expr.Call call) {
        return ADDITIVE.contains(name(call));
    }

    /** Whether the call asks for a percentile out of a histogram's buckets. */
    static boolean isOfBuckets(Expr.Call call) {
        return (name(call).equals("median") || name(call).equals("percentile"))
                && call.arguments().size() > 1
                && call.arguments().get(1) instanceof Expr.Name value
                && value.name().equals("bucketCounts");
    }

    /** The share that a percentile asks for, from 0 to 1. */
    static double share(Expr.Call call) {
        return name(call).equals("median") ? 0.5 : share(arguments(call).get(1));
    }

    /**
     * The aggregate in SQL.
     *
     * @param call the call with the source as its first argument
     * @param rows compiles its other arguments
     */
    Aggregate compile(Expr.Call call, RowCompiler rows) {
        String name = name(call);
        List<Expr> arguments = arguments(call);
        if (name.equals("count")) {
            return new Aggregate("CAST(count(*){F} AS DOUBLE)", List.of(), ValueType.NUMBER, true);
        }
        Expr first = arguments.get(0);
        return switch (name) {
            case "countif" ->
                zeroed(
                        "CAST(count(CASE WHEN {0} THEN 1 END){F} AS DOUBLE)",
                        rows.condition(first).sql());
            case "countdistinct" ->
                zeroed(
                        "CAST(count(DISTINCT {0}){F} AS DOUBLE)",
                        rows.compile(first).sql());
            case "sum" -> zeroed("CAST(sum({0}){F} AS DOUBLE)", rows.compile(first, ValueType.NUMBER));
            case "avg" -> number("avg({0}){F}", rows, first);
            case "stddev" -> number("stddev_samp({0}){F}", rows, first);
            case "min" -> extreme("min", rows.compile(first));
            case "max" -> extreme("max", rows.compile(first));
            case "median", "percentile" -> percentile(rows, first, share(call));
            case "first" -> ordered("min_by", rows.compile(first));
            default -> ordered("max_by", rows.compile(first));
        };
    }

    private Aggregate percentile(RowCompiler rows, Expr value, double share) {
        // the engines want a constant here; it is a number that was checked, never a text
        String template = dialect == Dialect.DUCKDB ? DUCKDB_PERCENTILE : TRINO_PERCENTILE;
        return number(template.replace("{1}", BigDecimal.valueOf(share).toPlainString()), rows, value);
    }

    /** Times and durations keep their type; everything else counts as a number. */
    private Aggregate extreme(String function, Typed value) {
        ValueType type = value.type();
        boolean keeps = type == ValueType.TIME || type == ValueType.BUCKET || type == ValueType.DURATION;
        Typed wanted = keeps ? value : value.as(ValueType.NUMBER, dialect);
        return new Aggregate(function + "({0}){F}", List.of(wanted.sql()), wanted.type(), false);
    }

    private Aggregate ordered(String function, Typed value) {
        Typed known = value.type() == ValueType.NULL ? value.as(ValueType.TEXT, dialect) : value;
        String template = function + "({0}, CASE WHEN {0} IS NOT NULL THEN \"time\" END){F}";
        return new Aggregate(template, List.of(known.sql()), known.type(), false);
    }

    private static Aggregate number(String template, RowCompiler rows, Expr value) {
        return new Aggregate(template, List.of(rows.compile(value, ValueType.NUMBER)), ValueType.NUMBER, false);
    }

    private static Aggregate zeroed(String template, Fragment value) {
        return new Aggregate(template, List.of(value), ValueType.NUMBER, true);
    }

    private static List<Expr> arguments(Expr.Call call) {
        String name = name(call);
        List<Expr> arguments = call.arguments().subList(1, call.arguments().size());
        int wanted = name.equals("count") ? 0 : name.equals("percentile") ? 2 : 1;
        if (arguments.size() != wanted) {
            throw new FormulaException(call.position(), FunctionReference.usage(name));
        }
        return arguments;
    }

    private static double share(Expr expr) {
        if (!(expr instanceof Expr.Numeral number)) {
            throw new FormulaException(expr.position(), "The share is a number as it stands, such as 0.95 or 95.");
        }
        double share = number.value().doubleValue();
        double part = share > 1 ? share / 100 : share;
        if (part > 1) {
            throw new FormulaException(expr.position(), "The share lies between 0 and 1, or between 0 and 100.");
        }
        return part;
    }

    private static String name(Expr.Call call) {
        return call.function().toLowerCase(Locale.ROOT);
    }

    /**
     * An aggregate in SQL.
     *
     * @param template SQL with {@code {F}} where a filter goes
     * @param arguments the template's parts
     * @param type type of its value
     * @param zeroWhenEmpty whether no row makes it 0 instead of null
     */
    record Aggregate(String template, List<Fragment> arguments, ValueType type, boolean zeroWhenEmpty) {

        /** Over all rows of its select. */
        Fragment sql() {
            return Fragment.fill(template.replace("{F}", ""), arguments.toArray(Fragment[]::new));
        }

        /** Over those rows of its select for which a condition holds. */
        Fragment sql(Fragment condition) {
            List<Fragment> parts = new ArrayList<>(arguments);
            parts.add(condition);
            return Fragment.fill(
                    template.replace("{F}", " FILTER (WHERE {" + arguments.size() + "})"),
                    parts.toArray(Fragment[]::new));
        }
    }
}
