package io.millrace.console.minql.compile;

import io.millrace.console.minql.compile.Aggregates.Aggregate;
import io.millrace.console.minql.syntax.Expr;
import io.millrace.console.minql.syntax.FormulaException;
import io.millrace.telemetry.Signal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles sources: a reference name, its tables, and the methods that make a source of a source. */
final class SourceCompiler {
    /** Methods that make a source of a source, as they are written. */
    static final List<String> METHODS = List.of(
            "where(condition)",
            "filter(condition)",
            "event(text)",
            "metric(text)",
            "span(text)",
            "during(time, time)",
            "per(key, …, aggregate)");

    private static final Set<String> METHOD_NAMES =
            Set.of("where", "filter", "event", "metric", "span", "during", "per");

    private final FormulaContext context;

    SourceCompiler(FormulaContext context) {
        this.context = context;
    }

    /** Whether an expression names rows rather than a value. */
    boolean isSource(Expr expr) {
        if (expr instanceof Expr.Name name) {
            return context.integrations().containsKey(name.name());
        }
        if (expr instanceof Expr.Member) {
            return true;
        }
        return expr instanceof Expr.Call call
                && METHOD_NAMES.contains(call.function().toLowerCase(Locale.ROOT))
                && !call.arguments().isEmpty();
    }

    /** A source. */
    Source compile(Expr expr) {
        if (expr instanceof Expr.Call call && call.function().equalsIgnoreCase("per")) {
            return per(call);
        }
        Rows rows = rows(expr);
        if (rows.made() != null) {
            return filtered(rows.made(), rows.conditions());
        }
        EventTablesSql tables = new EventTablesSql(context.period(), rows.integrationId());
        Signal signal = rows.signal();
        Source all = signal == null
                ? new Source(tables.ofAll(), RowScope.ofAll(context.dialect()), List.of(), EnumSet.allOf(Signal.class))
                : new Source(tables.of(signal), RowScope.of(signal, context.dialect()), List.of(), Set.of(signal));
        return filtered(all, rows.conditions());
    }

    private Source filtered(Source source, List<Expr> conditions) {
        RowCompiler compiler = new RowCompiler(context.dialect(), source.scope(), context.period());
        List<Fragment> all = new ArrayList<>(source.conditions());
        for (Expr condition : conditions) {
            all.add(compiler.condition(condition).sql());
        }
        return new Source(source.from(), source.scope(), all, source.views());
    }

    private Rows rows(Expr expr) {
        if (expr instanceof Expr.Name name) {
            return new Rows(integration(name), null, null, List.of());
        }
        if (expr instanceof Expr.Member member) {
            Rows rows = rows(member.target());
            Signal signal = Signal.ofWireName(member.name())
                    .orElseThrow(() -> new FormulaException(
                            member.position(),
                            "A source has logs, metrics and traces, but no " + member.name() + ".",
                            Names.nearest(member.name(), List.of("logs", "metrics", "traces"))
                                    .orElse(null)));
            return rows.of(signal, member.position());
        }
        if (!(expr instanceof Expr.Call call) || call.arguments().isEmpty()) {
            throw new FormulaException(expr.position(), "A source belongs here, such as claudeCode.logs.");
        }
        Expr target = call.arguments().get(0);
        return switch (call.function().toLowerCase(Locale.ROOT)) {
            case "where", "filter" -> rows(target).with(only(call, 1).get(0));
            case "event" -> named(rows(target).of(Signal.LOGS, call.position()), "eventName", call);
            case "metric" -> named(rows(target).of(Signal.METRICS, call.position()), "name", call);
            case "span" -> named(rows(target).of(Signal.TRACES, call.position()), "name", call);
            case "during" -> during(rows(target), call);
            case "per" -> new Rows("", null, per(call), List.of());
            default ->
                throw new FormulaException(
                        call.position(),
                        "A source has no method " + call.function() + " that gives a source.",
                        Names.nearest(call.function(), METHOD_NAMES).orElse(null));
        };
    }

    private static Rows during(Rows rows, Expr.Call call) {
        List<Expr> bounds = only(call, 2);
        Expr time = new Expr.Name(call.position(), "time");
        return rows.with(new Expr.Call(call.position(), "greaterThanOrEqual", List.of(time, bounds.get(0))))
                .with(new Expr.Call(call.position(), "lessThan", List.of(time, bounds.get(1))));
    }

    private static Rows named(Rows rows, String column, Expr.Call call) {
        Expr name = only(call, 1).get(0);
        return rows.with(
                new Expr.Call(call.position(), "equals", List.of(new Expr.Name(call.position(), column), name)));
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
        Source inner = compile(arguments.get(0));
        RowCompiler rows = new RowCompiler(context.dialect(), inner.scope(), context.period());
        List<Expr> aggregated = new ArrayList<>(List.of(arguments.get(0)));
        aggregated.addAll(last.arguments());
        Aggregate aggregate = new Aggregates(context.dialect())
                .compile(new Expr.Call(last.position(), last.function(), aggregated), rows);
        Map<String, Typed> columns = new LinkedHashMap<>();
        List<Fragment> selected = new ArrayList<>();
        List<Fragment> groups = new ArrayList<>();
        for (Expr key : arguments.subList(1, arguments.size() - 1)) {
            Typed value = rows.compile(key);
            String column = "\"key" + groups.size() + "\"";
            selected.add(Fragment.fill("{0} AS " + column, value.sql()));
            groups.add(Fragment.of(Integer.toString(groups.size() + 1)));
            String alias = key instanceof Expr.Name name ? name.name() : "key" + groups.size();
            columns.put(alias, new Typed(Fragment.of(column), value.type(), 0));
        }
        columns.put("value", new Typed(Fragment.of("\"value\""), ValueType.NUMBER, 0));
        columns.put("time", new Typed(Fragment.of("\"time\""), ValueType.TIME, 0));
        Fragment from = Fragment.fill(
                "(SELECT {0}, {1} AS \"value\", min(\"time\") AS \"time\" FROM {2}{3} GROUP BY {4}) AS rows_per_key",
                Fragment.join(", ", selected),
                aggregate.sql(),
                inner.from(),
                where(inner.conditions()),
                Fragment.join(", ", groups));
        return new Source(from, RowScope.derived(columns, context.dialect()), List.of(), inner.views());
    }

    /** A WHERE clause, or nothing. */
    static Fragment where(List<Fragment> conditions) {
        return conditions.isEmpty() ? Fragment.of("") : Fragment.fill(" WHERE {0}", Fragment.join(" AND ", conditions));
    }

    private String integration(Expr.Name name) {
        String id = context.integrations().get(name.name());
        if (id == null) {
            Optional<String> nearest =
                    Names.nearest(name.name(), context.integrations().keySet());
            throw new FormulaException(
                    name.position(), "There is no integration named " + name.name() + ".", nearest.orElse(null));
        }
        return id;
    }

    private static List<Expr> only(Expr.Call call, int wanted) {
        List<Expr> arguments = call.arguments().subList(1, call.arguments().size());
        if (arguments.size() != wanted) {
            throw new FormulaException(
                    call.position(),
                    call.function() + " takes " + wanted + (wanted == 1 ? " argument." : " arguments."));
        }
        return arguments;
    }

    private record Rows(
            String integrationId,
            @Nullable Signal signal,
            @Nullable Source made,
            List<Expr> conditions) {

        Rows of(Signal wanted, int position) {
            if (made != null || (signal != null && signal != wanted)) {
                throw new FormulaException(position, "These rows are not of the table " + wanted.wireName() + ".");
            }
            return new Rows(integrationId, wanted, null, conditions);
        }

        Rows with(Expr condition) {
            List<Expr> more = new ArrayList<>(conditions);
            more.add(condition);
            return new Rows(integrationId, signal, made, more);
        }
    }
}
