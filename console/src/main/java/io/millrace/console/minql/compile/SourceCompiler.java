package io.millrace.console.minql.compile;

import io.millrace.console.minql.compile.Aggregates.Aggregate;
import io.millrace.console.minql.syntax.Expr;
import io.millrace.console.minql.syntax.FormulaException;
import io.millrace.telemetry.Signal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Compiles sources: a reference name, its tables, and the methods that make a source of a source. */
final class SourceCompiler {
    private static final Set<String> METHOD_NAMES =
            Set.of("where", "filter", "event", "metric", "span", "during", "per", "join");
    private static final List<String> JOIN_KEYS = List.of("sessionId", "promptId", "toolUseId", "requestId", "traceId");
    private static final Set<String> CONDITIONS = Set.of("where", "filter", "during");
    private static final int MAX_JOINS = 4;

    private final Frame frame;
    private final List<Expr> filters;

    SourceCompiler(Frame frame) {
        this(frame, List.of());
    }

    /** With the report's filters, which hold for the events that {@code per} makes its rows of. */
    SourceCompiler(Frame frame, List<Expr> filters) {
        this.frame = frame;
        this.filters = filters;
    }

    /** Whether an expression names rows rather than a value. */
    boolean isSource(Expr expr) {
        if (expr instanceof Expr.Name name) {
            return integrations().containsKey(name.name());
        }
        if (expr instanceof Expr.Member member) {
            return member.target() instanceof Expr.Name name
                    && (integrations().containsKey(name.name())
                            || Signal.ofWireName(member.name()).isPresent());
        }
        if (!(expr instanceof Expr.Call call) || call.arguments().isEmpty()) {
            return false;
        }
        String name = call.function().toLowerCase(Locale.ROOT);
        return METHOD_NAMES.contains(name)
                || (name.equals("flatten") && call.arguments().size() == 2);
    }

    /** A source. */
    Source compile(Expr expr) {
        if (expr instanceof Expr.Name name) {
            return new Tables(frame).all(name);
        }
        if (expr instanceof Expr.Member member) {
            return new Tables(frame).of(member);
        }
        if (!(expr instanceof Expr.Call call) || !isSource(call)) {
            throw new FormulaException(expr.position(), "A source belongs here, such as claudeCode.logs.");
        }
        Expr target = call.arguments().get(0);
        return switch (call.function().toLowerCase(Locale.ROOT)) {
            case "where", "filter" -> filtered(compile(target), only(call, 1));
            case "event" -> named(target, Signal.LOGS, "eventName", call);
            case "metric" -> named(target, Signal.METRICS, "name", call);
            case "span" -> named(target, Signal.TRACES, "name", call);
            case "during" -> during(compile(target), call);
            case "per" -> per(call);
            case "join" -> join(compile(target), call);
            default -> flattened(compile(target), only(call, 1).get(0));
        };
    }

    /** Rows of one table with a name. The methods before may have named no table yet. */
    private Source named(Expr target, Signal signal, String column, Expr.Call call) {
        Expr name = only(call, 1).get(0);
        if (!(name instanceof Expr.Text text)) {
            throw new FormulaException(name.position(), "The name is a text as it stands, in quotes.");
        }
        Source source = compile(ofTable(target, signal));
        if (source.isMade() || !source.views().equals(Set.of(signal))) {
            throw new FormulaException(
                    call.position(),
                    call.function() + " belongs behind the integration, as in claudeCode." + call.function()
                            + "('…').");
        }
        Expr wanted = signal == Signal.LOGS ? Names.event(text) : text;
        return filtered(source, List.of(call("equals", call, new Expr.Name(call.position(), column), wanted)));
    }

    /** The table is that of the name, wherever the integration stands behind conditions. */
    private Expr ofTable(Expr target, Signal signal) {
        if (target instanceof Expr.Name name) {
            return new Expr.Member(name.position(), name, signal.wireName());
        }
        if (target instanceof Expr.Call call
                && CONDITIONS.contains(call.function().toLowerCase(Locale.ROOT))
                && !call.arguments().isEmpty()) {
            List<Expr> arguments = new ArrayList<>(call.arguments());
            arguments.set(0, ofTable(arguments.get(0), signal));
            return new Expr.Call(call.position(), call.function(), arguments);
        }
        return target;
    }

    private Source filtered(Source source, List<Expr> conditions) {
        RowCompiler compiler = frame.rows(source.scope());
        List<Fragment> all = new ArrayList<>(source.conditions());
        conditions.forEach(condition -> all.add(compiler.condition(condition).sql()));
        return new Source(source.from(), source.scope(), all, source.views(), source.isMade());
    }

    private Source during(Source source, Expr.Call call) {
        List<Expr> bounds = only(call, 2);
        Expr time = new Expr.Name(call.position(), "time");
        return filtered(
                source,
                List.of(
                        call("greaterThanOrEqual", call, time, bounds.get(0)),
                        call("lessThan", call, time, bounds.get(1))));
    }

    /** The list is made to rows behind the conditions so far; those that follow can name the element. */
    private Source flattened(Source source, Expr list) {
        Fragment elements = frame.rows(source.scope()).compile(list, ValueType.LIST);
        source.scope().add("element", source.scope().flattened(list.position(), elements));
        return source;
    }

    private Source join(Source source, Expr.Call call) {
        List<Expr> arguments = call.arguments();
        boolean isKeyed = arguments.size() >= 3
                && arguments.size() <= 4
                && arguments.get(2) instanceof Expr.Name key
                && JOIN_KEYS.contains(key.name());
        if (!isKeyed) {
            throw new FormulaException(
                    call.position(),
                    FunctionReference.usage("join") + " The key is one of " + String.join(", ", JOIN_KEYS) + ".");
        }
        int number = source.scope().joinCount();
        if (number >= MAX_JOINS) {
            throw new FormulaException(call.position(), "A source has at most " + MAX_JOINS + " joins.");
        }
        String name = arguments.size() == 4 && arguments.get(3) instanceof Expr.Text text ? text.value() : "other";
        Source other = compile(arguments.get(1));
        RowCompiler rows = frame.rows(other.scope());
        Fragment key = frame.rows(source.scope()).compile(arguments.get(2), ValueType.TEXT);
        Fragment otherKey = rows.compile(arguments.get(2), ValueType.TEXT);
        source.scope().join(name, new JoinedRows("j" + number, other, rows, key, otherKey));
        Set<Signal> views = new LinkedHashSet<>(source.views());
        views.addAll(other.views());
        return new Source(source.from(), source.scope(), source.conditions(), views, source.isMade());
    }

    /** One row for each key: the keys, the aggregate as value, and the first time as time. */
    private Source per(Expr.Call call) {
        List<Expr> arguments = call.arguments();
        if (arguments.size() < 3
                || !(arguments.get(arguments.size() - 1) instanceof Expr.Call last)
                || !Aggregates.isAggregate(last)) {
            throw new FormulaException(
                    call.position(), "per needs keys and an aggregate: per(sessionId, sum(costUsd)).");
        }
        Source events = compile(arguments.get(0));
        Source inner = events.isMade() ? events : filtered(events, filters);
        RowCompiler rows = frame.rows(inner.scope());
        List<Expr> aggregated = new ArrayList<>(List.of(arguments.get(0)));
        aggregated.addAll(last.arguments());
        Aggregate aggregate = new Aggregates(frame.dialect())
                .compile(new Expr.Call(last.position(), last.function(), aggregated), rows);
        Map<String, Typed> columns = new LinkedHashMap<>();
        List<Fragment> selected = new ArrayList<>();
        List<Fragment> groups = new ArrayList<>();
        for (Expr key : arguments.subList(1, arguments.size() - 1)) {
            Typed value = rows.compile(key);
            Typed typed = value.type() == ValueType.NULL ? value.as(ValueType.TEXT, frame.dialect()) : value;
            String column = "\"key" + groups.size() + "\"";
            selected.add(Fragment.fill("{0} AS " + column, typed.sql()));
            groups.add(Fragment.of(Integer.toString(groups.size() + 1)));
            String alias = key instanceof Expr.Name name ? name.name() : "key" + groups.size();
            columns.put(alias, new Typed(Fragment.of(column), typed.type(), 0));
        }
        columns.put("value", new Typed(Fragment.of("\"value\""), aggregate.type(), 0));
        columns.put("time", frame.time());
        Fragment from = Fragment.fill(
                "(SELECT {0}, {1} AS \"value\", min(\"time\") AS \"time\" FROM {2}{3} GROUP BY {4}) AS rows_per_key",
                Fragment.join(", ", selected),
                aggregate.sql(),
                inner.rows(),
                Fragment.where(inner.conditions()),
                Fragment.join(", ", groups));
        return new Source(from, RowScope.derived(columns, frame), List.of(), inner.views(), true);
    }

    private Map<String, String> integrations() {
        return frame.context().integrations();
    }

    private static Expr call(String function, Expr.Call of, Expr... arguments) {
        return new Expr.Call(of.position(), function, List.of(arguments));
    }

    private static List<Expr> only(Expr.Call call, int wanted) {
        List<Expr> arguments = call.arguments().subList(1, call.arguments().size());
        if (arguments.size() != wanted) {
            throw new FormulaException(call.position(), FunctionReference.usage(call.function()));
        }
        return arguments;
    }
}
