package io.millrace.console.minql.compile;

import io.millrace.console.minql.syntax.Expr;
import io.millrace.console.minql.syntax.FormulaException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Compiles property expressions: values of one row. */
final class RowCompiler {
    private static final Set<String> SPECIAL = Set.of(
            "iff",
            "case",
            "coalesce",
            "nullif",
            "concat",
            "least",
            "greatest",
            "equals",
            "notEquals",
            "lessThan",
            "lessThanOrEqual",
            "greaterThan",
            "greaterThanOrEqual",
            "inList",
            "between",
            "attribute",
            "resourceAttribute",
            "scopeAttribute",
            "get",
            "reportStartTime",
            "reportEndTime",
            "now",
            "dateTrunc");

    private static final Set<String> PARTS_LOWER = Set.of("hourofday", "dayofweek", "dayname");

    private final RowScope scope;
    private final Period period;
    private final TimeFunctions times;
    private final Comparisons comparisons;

    RowCompiler(Dialect dialect, RowScope scope, Period period) {
        this.scope = scope;
        this.period = period;
        this.times = new TimeFunctions(dialect, period);
        this.comparisons = new Comparisons(this::compile);
    }

    /** Names of every row function. */
    static Set<String> functionNames() {
        Set<String> names = new LinkedHashSet<>(SPECIAL);
        RowFunctions.all().forEach(function -> names.add(function.name()));
        names.addAll(TimeFunctions.UNITS);
        names.addAll(TimeFunctions.PARTS);
        return names;
    }

    /** A value. */
    Typed compile(Expr expr) {
        int at = expr.position();
        if (expr instanceof Expr.Numeral number) {
            return new Typed(
                    Fragment.fill(
                            "CAST({0} AS DOUBLE)", Fragment.value(number.value().doubleValue())),
                    ValueType.NUMBER,
                    at);
        }
        if (expr instanceof Expr.Text text) {
            return new Typed(Fragment.fill("CAST({0} AS VARCHAR)", Fragment.value(text.value())), ValueType.TEXT, at);
        }
        if (expr instanceof Expr.Truth truth) {
            return new Typed(Fragment.of(truth.value() ? "true" : "false"), ValueType.BOOLEAN, at);
        }
        if (expr instanceof Expr.Nothing) {
            return new Typed(Fragment.of("NULL"), ValueType.NULL, at);
        }
        if (expr instanceof Expr.Name name) {
            return scope.named(at, name.name());
        }
        if (expr instanceof Expr.Index index) {
            return element(index.position(), compile(index.target()), index.key());
        }
        if (expr instanceof Expr.Call call) {
            return call(call);
        }
        throw new FormulaException(
                at,
                "This is no value of a row. A source such as claudeCode.logs must end in an"
                        + " aggregate such as count(), and an aggregate belongs to the metric, not here.");
    }

    /** A condition. */
    Typed condition(Expr expr) {
        return compile(expr).as(ValueType.BOOLEAN);
    }

    private Typed call(Expr.Call call) {
        String name = call.function().toLowerCase(Locale.ROOT);
        List<Expr> arguments = call.arguments();
        if (arguments.size() == 1 && !name.equals("now")) {
            if (TimeFunctions.UNITS.contains(name) || PARTS_LOWER.contains(name)) {
                return times.call(name, compile(arguments.get(0))).orElseThrow();
            }
        }
        return switch (name) {
            case "attribute" -> scope.attribute(call.position(), "attributes", text(call, 0));
            case "resourceattribute" -> scope.attribute(call.position(), "resource_attributes", text(call, 0));
            case "scopeattribute" -> scope.attribute(call.position(), "scope_attributes", text(call, 0));
            case "get" -> element(call.position(), compile(argument(call, 0)), argument(call, 1));
            case "reportstarttime" -> instant(call, period.from());
            case "reportendtime" -> instant(call, period.endExclusive());
            case "now" -> new Typed(Fragment.of("current_timestamp"), ValueType.TIME, call.position());
            case "datetrunc" -> truncated(call);
            default -> comparisons.call(name, call).orElseGet(() -> template(call));
        };
    }

    private Typed template(Expr.Call call) {
        RowFunction function = RowFunctions.named(call.function()).orElseThrow(() -> unknown(call));
        int given = call.arguments().size();
        if (given < function.required() || given > function.arguments().size()) {
            throw new FormulaException(call.position(), "It is written " + function.signature() + ".");
        }
        List<Fragment> arguments = new ArrayList<>();
        for (int i = 0; i < given; i++) {
            arguments.add(compile(call.arguments().get(i))
                    .as(function.arguments().get(i))
                    .sql());
        }
        List<String> templates = times.isDuckDb() ? function.duckdb() : function.trino();
        String template = templates.get(given - function.required());
        return new Typed(
                Fragment.fill(template, arguments.toArray(Fragment[]::new)), function.result(), call.position());
    }

    private Typed truncated(Expr.Call call) {
        String unit = text(call, 0).toLowerCase(Locale.ROOT);
        if (!TimeFunctions.UNITS.contains(unit)) {
            throw new FormulaException(
                    argument(call, 0).position(), "The unit is one of " + String.join(", ", TimeFunctions.UNITS) + ".");
        }
        return times.truncated(unit, compile(argument(call, 1)));
    }

    private Typed element(int position, Typed json, Expr key) {
        String name;
        if (key instanceof Expr.Text text) {
            name = text.value();
        } else if (key instanceof Expr.Numeral number) {
            name = number.value().toBigInteger().toString();
        } else {
            throw new FormulaException(key.position(), "The key must be a text or a number as it stands.");
        }
        return new Typed(scope.element(json.as(ValueType.JSON).sql(), name), ValueType.ANY, position);
    }

    private static Typed instant(Expr.Call call, Instant instant) {
        Fragment sql = Fragment.fill(
                "CAST({0} AS TIMESTAMP WITH TIME ZONE)",
                Fragment.value(instant.toString().replace("T", " ").replace("Z", " UTC")));
        return new Typed(sql, ValueType.TIME, call.position());
    }

    private static String text(Expr.Call call, int index) {
        if (argument(call, index) instanceof Expr.Text text) {
            return text.value();
        }
        throw new FormulaException(argument(call, index).position(), "A text in quotes belongs here.");
    }

    private static Expr argument(Expr.Call call, int index) {
        if (index >= call.arguments().size()) {
            throw new FormulaException(call.position(), call.function() + " needs one argument more.");
        }
        return call.arguments().get(index);
    }

    private static FormulaException unknown(Expr.Call call) {
        Map<String, String> aggregates = Aggregates.signatures();
        if (aggregates.containsKey(call.function().toLowerCase(Locale.ROOT))) {
            return new FormulaException(
                    call.position(),
                    call.function() + " is an aggregate: it belongs behind a source, as in claudeCode.logs."
                            + call.function() + "(…).");
        }
        Set<String> known = functionNames();
        return new FormulaException(
                call.position(),
                "There is no function " + call.function() + ".",
                Names.nearest(call.function(), known).orElse(null));
    }
}
