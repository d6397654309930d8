package io.millrace.console.minql.compile;

import io.millrace.console.minql.syntax.Expr;
import io.millrace.console.minql.syntax.FormulaException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Methods of metrics: they look at the report's other rows, so they are computed when the aggregates are put together. */
final class MetricMethods {
    private static final Map<String, Long> SECONDS =
            Map.of("second", 1L, "minute", 60L, "hour", 3_600L, "day", 86_400L, "week", 604_800L);
    private static final Set<String> LINEAR = Set.of("add", "subtract", "negate", "rate");
    private static final Set<String> SCALED = Set.of("multiply", "divide");

    private final Frame frame;
    private final Keys keys;
    private final List<MetricPlan.Part> parts;
    private final Map<String, Typed> results;

    /**
     * Over these rows.
     *
     * @param keys what the rows are grouped by
     * @param parts the aggregates
     * @param results values by name, to which those of the methods are added
     */
    MetricMethods(Frame frame, Keys keys, List<MetricPlan.Part> parts, Map<String, Typed> results) {
        this.frame = frame;
        this.keys = keys;
        this.parts = parts;
        this.results = results;
    }

    /** The arithmetic with a name in the place of each method. */
    Expr resolve(Expr expr) {
        return resolve(expr, false);
    }

    private Expr resolve(Expr expr, boolean insideWindow) {
        if (!(expr instanceof Expr.Call call)) {
            return expr;
        }
        String name = call.function().toLowerCase(Locale.ROOT);
        boolean isMethod = MetricPlan.isOfMetric(call);
        boolean isWindow = isMethod && !name.equals("rate");
        if (isWindow && insideWindow) {
            throw new FormulaException(call.position(), "share() and cumulative() cannot be applied to one another.");
        }
        int wanted = name.equals("rate") ? 2 : 1;
        if (isMethod && call.arguments().size() != wanted) {
            throw new FormulaException(call.position(), FunctionReference.usage(name));
        }
        if (name.equals("share") && !isAdditive(call.arguments().get(0))) {
            throw new FormulaException(
                    call.position(), "A share needs a value that can be added up: a sum or a count, not their ratio.");
        }
        List<Expr> arguments = new ArrayList<>();
        call.arguments().forEach(argument -> arguments.add(resolve(argument, insideWindow || isWindow)));
        if (!isMethod) {
            return new Expr.Call(call.position(), call.function(), arguments);
        }
        RowCompiler compiler = frame.rows(RowScope.derived(results, frame));
        Fragment value = compiler.compile(arguments.get(0), ValueType.NUMBER);
        Fragment result = switch (name) {
            case "share" -> Fragment.fill("({0} / nullif(sum({0}) OVER ({1}), 0e0))", value, keys.sameTotal());
            case "cumulative" -> Fragment.fill("sum({0}) OVER ({1})", value, keys.alongAxis());
            default -> rate(value, arguments.get(1));
        };
        String column = "w" + results.size();
        results.put(column, new Typed(result, ValueType.NUMBER, call.position()));
        return new Expr.Name(call.position(), column);
    }

    private Fragment rate(Fragment value, Expr unit) {
        String word = unit instanceof Expr.Text text ? text.value().toLowerCase(Locale.ROOT) : "";
        Long seconds = SECONDS.get(word.endsWith("s") ? word.substring(0, word.length() - 1) : word);
        if (seconds == null) {
            throw new FormulaException(
                    unit.position(), "The unit is one of 'second', 'minute', 'hour', 'day', 'week'.");
        }
        String axisUnit = keys.axisUnit();
        return Fragment.fill(
                "({0} * " + seconds + "e0 / {1})", value, axisUnit == null ? wholePeriod() : bucket(axisUnit));
    }

    private Fragment wholePeriod() {
        Period period = frame.period();
        return Fragment.of(
                Duration.between(period.from(), period.endExclusive()).toSeconds() + "e0");
    }

    /** Seconds of a bucket, without what lies outside of the period. */
    private Fragment bucket(String unit) {
        boolean isQuarter = unit.equals("quarter");
        boolean isWeek = unit.equals("week");
        String step = isQuarter ? "'3' MONTH" : isWeek ? "'7' DAY" : "'1' " + unit.toUpperCase(Locale.ROOT);
        Fragment zone = Fragment.value(frame.period().zone().getId());
        Fragment axis = Fragment.of(keys.axis());
        String local = frame.dialect().instantOfLocal();
        Fragment start = Fragment.fill(local, axis, zone);
        Fragment end = Fragment.fill(local, Fragment.fill("({0} + INTERVAL " + step + ")", axis), zone);
        return Fragment.fill(
                "nullif(CAST(date_diff('second', greatest({0}, {1}), least({2}, {3})) AS DOUBLE), 0e0)",
                start,
                EventTablesSql.time(frame.period().from(), frame.dialect()),
                end,
                EventTablesSql.time(frame.period().endExclusive(), frame.dialect()));
    }

    private boolean isAdditive(Expr expr) {
        if (expr instanceof Expr.Name name && name.name().startsWith("m")) {
            return Aggregates.isAdditive(
                    parts.get(Integer.parseInt(name.name().substring(1))).call());
        }
        if (!(expr instanceof Expr.Call call)) {
            return false;
        }
        String function = call.function().toLowerCase(Locale.ROOT);
        List<Expr> arguments = call.arguments();
        if (LINEAR.contains(function)) {
            return arguments.stream()
                    .filter(argument -> !(argument instanceof Expr.Text))
                    .allMatch(this::isAdditive);
        }
        return SCALED.contains(function)
                && arguments.size() == 2
                && ((isAdditive(arguments.get(0)) && arguments.get(1) instanceof Expr.Numeral)
                        || (function.equals("multiply")
                                && arguments.get(0) instanceof Expr.Numeral
                                && isAdditive(arguments.get(1))));
    }

    /**
     * What a report's rows are grouped by, as columns.
     *
     * @param names the columns {@code k0} …
     * @param axisIndex which of them is the X axis, -1 for none
     * @param axisUnit interval of the axis, if it is one of time
     */
    record Keys(List<String> names, int axisIndex, @Nullable String axisUnit) {
        /** Copies the list. */
        Keys {
            names = List.copyOf(names);
        }

        String axis() {
            return names.get(axisIndex);
        }

        /** The window of one total: of the same X value if there is a breakdown, else of everything. */
        Fragment sameTotal() {
            return Fragment.of(axisIndex >= 0 && names.size() > 1 ? "PARTITION BY " + axis() : "");
        }

        /** The window of a running total: from the axis' start, for each breakdown. */
        Fragment alongAxis() {
            List<String> others = new ArrayList<>(names);
            String order = "";
            if (axisIndex >= 0) {
                order = " ORDER BY " + axis();
                others.remove(axisIndex);
            }
            String partition = others.isEmpty() ? "" : "PARTITION BY " + String.join(", ", others);
            return Fragment.of(partition + order);
        }
    }
}
