package io.millrace.console.minql.compile;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.millrace.console.minql.syntax.Expr;
import io.millrace.console.minql.syntax.FormulaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Compiles property expressions: values of one row. */
final class RowCompiler {
    private static final Set<String> PARTS_LOWER = Set.of("hourofday", "dayofweek", "dayname");

    private final RowScope scope;
    private final Period period;
    private final Dialect dialect;
    private final TimeFunctions times;
    private final Comparisons comparisons;

    RowCompiler(Dialect dialect, RowScope scope, Period period) {
        this.scope = scope;
        this.period = period;
        this.dialect = dialect;
        this.times = new TimeFunctions(dialect, period);
        this.comparisons = new Comparisons(this::compile, dialect);
    }

    /** A value. */
    Typed compile(Expr expr) {
        int at = expr.position();
        if (expr instanceof Expr.Numeral number) {
            Fragment value = Fragment.value(number.value().doubleValue());
            return new Typed(Fragment.fill("CAST({0} AS DOUBLE)", value), ValueType.NUMBER, at);
        }
        if (expr instanceof Expr.Text text) {
            Fragment value = Fragment.fill("CAST({0} AS VARCHAR)", Fragment.value(text.value()));
            return new Typed(value, ValueType.TEXT, at, times.instant(text.value()), text.value());
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
            return element(at, compile(index.target()), index.key());
        }
        if (expr instanceof Expr.Member member) {
            return member(member);
        }
        if (expr instanceof Expr.ListOf list) {
            return list(list);
        }
        if (expr instanceof Expr.Call call) {
            return call(call);
        }
        throw new FormulaException(at, "This is no value of a row.");
    }

    /** A condition. */
    Typed condition(Expr expr) {
        return compile(expr).as(ValueType.BOOLEAN, dialect);
    }

    /** A value as another type. */
    Fragment compile(Expr expr, ValueType type) {
        return compile(expr).as(type, dialect).sql();
    }

    private Typed call(Expr.Call call) {
        String name = call.function().toLowerCase(Locale.ROOT);
        if (TimeFunctions.UNITS.contains(name) || PARTS_LOWER.contains(name)) {
            return times.ofTime(name, compile(arguments(call, 1).get(0)));
        }
        int at = call.position();
        return switch (name) {
            case "attribute" -> attribute(call, "attributes");
            case "resourceattribute" -> attribute(call, "resource_attributes");
            case "scopeattribute" -> attribute(call, "scope_attributes");
            case "get" ->
                element(at, compile(arguments(call, 2).get(0)), call.arguments().get(1));
            case "flatten" -> scope.flattened(at, compile(arguments(call, 1).get(0), ValueType.LIST));
            case "reportstarttime" -> times.instant(position(call, 0), period.from());
            case "reportendtime" -> times.instant(position(call, 0), period.endExclusive());
            case "now" -> new Typed(Fragment.of("current_timestamp"), ValueType.TIME, position(call, 0));
            case "datetrunc" ->
                times.truncated(
                        TimeFunctions.unit(arguments(call, 2).get(0)),
                        compile(call.arguments().get(1)));
            case "datediff" ->
                times.difference(
                        arguments(call, 3).get(0),
                        compile(call.arguments().get(1)),
                        compile(call.arguments().get(2)));
            case "dateadd" ->
                times.sum(
                        arguments(call, 3).get(0),
                        compile(call.arguments().get(1)),
                        compile(call.arguments().get(2)));
            case "toduration" ->
                times.duration(
                        arguments(call, 2).get(0), compile(call.arguments().get(1)));
            case "add", "subtract" -> sum(name.equals("subtract"), call);
            default -> comparisons.call(name, call).orElseGet(() -> template(call));
        };
    }

    /** Times can be subtracted from one another, and durations added to them. */
    private Typed sum(boolean minus, Expr.Call call) {
        Typed left = compile(arguments(call, 2).get(0));
        Typed right = compile(call.arguments().get(1));
        boolean leftIsTime = left.type() == ValueType.TIME || left.type() == ValueType.BUCKET;
        boolean rightIsTime = right.type() == ValueType.TIME || right.type() == ValueType.BUCKET;
        if (leftIsTime && minus && (rightIsTime || right.instant() != null)) {
            return times.between(right, left).at(call.position());
        }
        if (leftIsTime) {
            return times.moved(left, right, minus).at(call.position());
        }
        if (rightIsTime && !minus) {
            return times.moved(right, left, false).at(call.position());
        }
        boolean durations = left.type() == ValueType.DURATION && right.type() == ValueType.DURATION;
        Fragment sql = Fragment.fill(
                minus ? "({0} - {1})" : "({0} + {1})",
                left.as(ValueType.NUMBER, dialect).sql(),
                right.as(ValueType.NUMBER, dialect).sql());
        return new Typed(sql, durations ? ValueType.DURATION : ValueType.NUMBER, call.position());
    }

    private Typed template(Expr.Call call) {
        RowFunction function = RowFunctions.named(call.function()).orElseThrow(() -> unknown(call));
        int given = call.arguments().size();
        if (given < function.required() || given > function.arguments().size()) {
            throw wrongUse(call);
        }
        boolean hasPattern = Patterns.hasPattern(call.function().toLowerCase(Locale.ROOT));
        List<Fragment> arguments = new ArrayList<>();
        for (int i = 0; i < given; i++) {
            Expr argument = call.arguments().get(i);
            if (hasPattern && i == 1) {
                arguments.add(Patterns.pattern(argument));
            } else if (hasPattern && i == 2) {
                arguments.add(Patterns.replacement(argument, dialect));
            } else {
                arguments.add(compile(argument, function.arguments().get(i)));
            }
        }
        List<String> templates = dialect == Dialect.DUCKDB ? function.duckdb() : function.trino();
        String template = templates.get(given - function.required());
        return new Typed(
                Fragment.fill(template, arguments.toArray(Fragment[]::new)), function.result(), call.position());
    }

    /** {@code other.name} is a value of a joined row; behind any other object stands a key. */
    private Typed member(Expr.Member member) {
        if (member.target() instanceof Expr.Name name && scope.hasJoined(name.name())) {
            return scope.joined(name.name(), new Expr.Name(member.position(), member.name()));
        }
        return element(member.position(), compile(member.target()), new Expr.Text(member.position(), member.name()));
    }

    private Typed attribute(Expr.Call call, String column) {
        List<Expr> arguments = call.arguments();
        if (arguments.size() == 2 && arguments.get(0) instanceof Expr.Name name && scope.hasJoined(name.name())) {
            return scope.joined(name.name(), new Expr.Call(call.position(), call.function(), arguments.subList(1, 2)));
        }
        if (arguments(call, 1).get(0) instanceof Expr.Text text) {
            return scope.attribute(call.position(), column, text.value());
        }
        throw new FormulaException(arguments.get(0).position(), "The key is a text as it stands, in quotes.");
    }

    private Typed element(int position, Typed json, Expr key) {
        JsonPath path;
        if (key instanceof Expr.Text text) {
            path = JsonPath.of(text.value(), key.position());
        } else if (key instanceof Expr.Numeral number && number.value().signum() >= 0) {
            path = JsonPath.index(number.value().intValue());
        } else {
            throw new FormulaException(key.position(), "The key is a text or a whole number as it stands.");
        }
        Fragment object = json.as(ValueType.JSON, dialect).sql();
        Fragment valid = json.isColumn() || dialect == Dialect.TRINO
                ? object
                : Fragment.fill("(CASE WHEN json_valid({0}) THEN {0} END)", object);
        return new Typed(path.of(valid, dialect), ValueType.ANY, position);
    }

    private static Typed list(Expr.ListOf list) {
        String json = list.elements().stream().map(RowCompiler::json).collect(Collectors.joining(",", "[", "]"));
        return new Typed(Fragment.fill("CAST({0} AS VARCHAR)", Fragment.value(json)), ValueType.LIST, list.position());
    }

    private static String json(Expr element) {
        if (element instanceof Expr.Text text) {
            return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text.value())) + '"';
        }
        if (element instanceof Expr.Numeral number) {
            return number.value().toString();
        }
        if (element instanceof Expr.Truth truth) {
            return Boolean.toString(truth.value());
        }
        if (element instanceof Expr.Nothing) {
            return "null";
        }
        throw new FormulaException(element.position(), "A list holds values as they stand.");
    }

    private static int position(Expr.Call call, int arguments) {
        arguments(call, arguments);
        return call.position();
    }

    private static List<Expr> arguments(Expr.Call call, int wanted) {
        if (call.arguments().size() != wanted) {
            throw wrongUse(call);
        }
        return call.arguments();
    }

    private static FormulaException wrongUse(Expr.Call call) {
        return new FormulaException(call.position(), FunctionReference.usage(call.function()));
    }

    private static FormulaException unknown(Expr.Call call) {
        if (MetricPlan.isMethod(call)) {
            return new FormulaException(
                    call.position(),
                    call.function() + " belongs behind a source, as in claudeCode.logs."
                            + FunctionReference.canonical(call.function()) + "(…), and to the metric, not here.");
        }
        return FunctionReference.unknown(call, false);
    }
}
