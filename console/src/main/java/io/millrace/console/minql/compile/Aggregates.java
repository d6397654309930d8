package io.millrace.console.minql.compile;

import io.millrace.console.minql.syntax.Expr;
import io.millrace.console.minql.syntax.FormulaException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Aggregates over the rows of a source. */
final class Aggregates {
    private static final Map<String, String> SIGNATURES = signaturesByName();

    private final Dialect dialect;

    Aggregates(Dialect dialect) {
        this.dialect = dialect;
    }

    /** How each is written, by its name in lower case. */
    static Map<String, String> signatures() {
        return SIGNATURES;
    }

    /** Whether the call is an aggregate. */
    static boolean isAggregate(Expr.Call call) {
        return SIGNATURES.containsKey(call.function().toLowerCase(Locale.ROOT));
    }

    /**
     * The aggregate in SQL.
     *
     * @param call the call with the source as its first argument
     * @param rows compiles its other arguments
     */
    Aggregate compile(Expr.Call call, RowCompiler rows) {
        String name = call.function().toLowerCase(Locale.ROOT);
        List<Expr> arguments = call.arguments().subList(1, call.arguments().size());
        int wanted = name.equals("count") ? 0 : name.equals("percentile") ? 2 : 1;
        if (arguments.size() != wanted) {
            throw new FormulaException(call.position(), "It is written " + SIGNATURES.get(name) + ".");
        }
        if (name.equals("count")) {
            return new Aggregate(Fragment.of("CAST(count(*) AS DOUBLE)"), true);
        }
        Expr first = arguments.get(0);
        return switch (name) {
            case "countif" ->
                new Aggregate(
                        Fragment.fill(
                                "CAST(count(CASE WHEN {0} THEN 1 END) AS DOUBLE)",
                                rows.condition(first).sql()),
                        true);
            case "countdistinct" ->
                new Aggregate(
                        Fragment.fill(
                                "CAST(count(DISTINCT {0}) AS DOUBLE)",
                                rows.compile(first).sql()),
                        true);
            case "sum" -> new Aggregate(number("CAST(sum({0}) AS DOUBLE)", rows, first), true);
            case "avg" -> new Aggregate(number("avg({0})", rows, first), false);
            case "min" -> new Aggregate(number("CAST(min({0}) AS DOUBLE)", rows, first), false);
            case "max" -> new Aggregate(number("CAST(max({0}) AS DOUBLE)", rows, first), false);
            case "stddev" -> new Aggregate(number("stddev_samp({0})", rows, first), false);
            case "median" -> percentile(rows, first, 0.5);
            case "percentile" -> percentile(rows, first, share(arguments.get(1)));
            case "first" -> ordered("min_by", rows, first);
            default -> ordered("max_by", rows, first);
        };
    }

    private Aggregate percentile(RowCompiler rows, Expr value, double share) {
        Fragment number = rows.compile(value).as(ValueType.NUMBER).sql();
        if (dialect == Dialect.DUCKDB) {
            // DuckDB wants a constant here; it is a number that was checked, never a text
            return new Aggregate(Fragment.fill("CAST(quantile_cont({0}, " + share + ") AS DOUBLE)", number), false);
        }
        return new Aggregate(
                Fragment.fill(
                        "approx_percentile(CAST({0} AS DOUBLE), CAST({1} AS DOUBLE))", number, Fragment.value(share)),
                false);
    }

    private static double share(Expr expr) {
        if (!(expr instanceof Expr.Numeral number)) {
            throw new FormulaException(expr.position(), "The share is a number as it stands, such as 0.95 or 95.");
        }
        double share = number.value().doubleValue();
        double part = share > 1 ? share / 100 : share;
        if (part < 0 || part > 1) {
            throw new FormulaException(expr.position(), "The share lies between 0 and 1, or between 0 and 100.");
        }
        return part;
    }

    private static Aggregate ordered(String function, RowCompiler rows, Expr value) {
        return new Aggregate(
                Fragment.fill(
                        "CAST(" + function + "({0}, \"time\") AS DOUBLE)",
                        rows.compile(value).as(ValueType.NUMBER).sql()),
                false);
    }

    private static Fragment number(String template, RowCompiler rows, Expr value) {
        return Fragment.fill(template, rows.compile(value).as(ValueType.NUMBER).sql());
    }

    private static Map<String, String> signaturesByName() {
        Map<String, String> signatures = new LinkedHashMap<>();
        for (String signature : List.of(
                "count()",
                "countIf(condition)",
                "countDistinct(value)",
                "sum(number)",
                "avg(number)",
                "min(number)",
                "max(number)",
                "median(number)",
                "percentile(number, share)",
                "stddev(number)",
                "first(number)",
                "last(number)")) {
            String name = signature.substring(0, signature.indexOf('('));
            signatures.put(name.toLowerCase(Locale.ROOT), signature);
        }
        return signatures;
    }

    /**
     * An aggregate in SQL.
     *
     * @param sql a DOUBLE
     * @param zeroWhenEmpty whether no row makes it 0 instead of null
     */
    record Aggregate(Fragment sql, boolean zeroWhenEmpty) {}
}
