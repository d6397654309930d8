package io.millrace.console.minql.compile;

import io.millrace.console.minql.syntax.Expr;
import io.millrace.console.minql.syntax.FormulaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Comparisons and choices, whose types depend on their arguments. */
final class Comparisons {
    private static final Map<String, String> OPERATORS = Map.of(
            "equals",
            "=",
            "notequals",
            "<>",
            "lessthan",
            "<",
            "lessthanorequal",
            "<=",
            "greaterthan",
            ">",
            "greaterthanorequal",
            ">=");

    private final Function<Expr, Typed> compile;

    Comparisons(Function<Expr, Typed> compile) {
        this.compile = compile;
    }

    /** The call, if it is one of these; the name in lower case. */
    Optional<Typed> call(String name, Expr.Call call) {
        String operator = OPERATORS.get(name);
        if (operator != null) {
            List<Typed> sides = arguments(call, 2, 2);
            return Optional.of(comparison(operator, sides.get(0), sides.get(1), call.position()));
        }
        return switch (name) {
            case "inlist" -> Optional.of(inList(call));
            case "between" -> {
                List<Typed> parts = arguments(call, 3, 3);
                yield Optional.of(bool(
                        "({0} AND {1})",
                        call,
                        comparison(">=", parts.get(0), parts.get(1), call.position())
                                .sql(),
                        comparison("<=", parts.get(0), parts.get(2), call.position())
                                .sql()));
            }
            case "iff" -> Optional.of(choice(call, 3, 3));
            case "case" -> Optional.of(choice(call, 2, 100));
            case "coalesce", "least", "greatest" -> Optional.of(common(name, call));
            case "nullif" -> {
                List<Typed> parts = arguments(call, 2, 2);
                Fragment same = comparison("=", parts.get(0), parts.get(1), call.position())
                        .sql();
                yield Optional.of(new Typed(
                        Fragment.fill(
                                "(CASE WHEN {0} THEN NULL ELSE {1} END)",
                                same, parts.get(0).sql()),
                        parts.get(0).type(),
                        call.position()));
            }
            case "concat" -> {
                List<Fragment> texts = new ArrayList<>();
                for (Typed part : arguments(call, 1, 100)) {
                    texts.add(Fragment.fill(
                            "coalesce({0}, '')", part.as(ValueType.TEXT).sql()));
                }
                yield Optional.of(new Typed(
                        Fragment.fill("({0})", Fragment.join(" || ", texts)), ValueType.TEXT, call.position()));
            }
            default -> Optional.empty();
        };
    }

    /** Numeric text counts as a number where the other side is one, or where both sides look like one. */
    private static Typed comparison(String operator, Typed left, Typed right, int position) {
        if (left.type() == ValueType.ANY && right.type() == ValueType.ANY) {
            Fragment sql = Fragment.fill(
                    "coalesce(try_cast({0} AS DOUBLE) " + operator + " try_cast({1} AS DOUBLE), {0} " + operator
                            + " {1})",
                    left.sql(),
                    right.sql());
            return new Typed(sql, ValueType.BOOLEAN, position);
        }
        ValueType type = commonType(left, right);
        Fragment sql = Fragment.fill(
                "({0} " + operator + " {1})",
                left.as(type).sql(),
                right.as(type).sql());
        return new Typed(sql, ValueType.BOOLEAN, position);
    }

    /** The type both are compared as. */
    private static ValueType commonType(Typed left, Typed right) {
        ValueType a = left.type();
        ValueType b = right.type();
        if (a == b) {
            return a;
        }
        if (a == ValueType.NULL || a == ValueType.ANY) {
            return b;
        }
        if (b == ValueType.NULL || b == ValueType.ANY) {
            return a;
        }
        for (ValueType stronger : List.of(ValueType.TIME, ValueType.NUMBER, ValueType.BOOLEAN)) {
            if ((a == stronger && b == ValueType.TEXT) || (b == stronger && a == ValueType.TEXT)) {
                return stronger;
            }
        }
        throw new FormulaException(
                right.position(), "A " + a.word() + " cannot be compared or mixed with a " + b.word() + ".");
    }

    private Typed inList(Expr.Call call) {
        if (call.arguments().size() != 2 || !(call.arguments().get(1) instanceof Expr.ListOf list)) {
            throw new FormulaException(call.position(), "'in' needs a list: name in ('a', 'b').");
        }
        if (list.elements().isEmpty()) {
            return bool("false", call);
        }
        Typed value = compile.apply(call.arguments().get(0));
        List<Fragment> tests = new ArrayList<>();
        for (Expr element : list.elements()) {
            tests.add(comparison("=", value, compile.apply(element), element.position())
                    .sql());
        }
        return bool("({0})", call, Fragment.join(" OR ", tests));
    }

    private Typed choice(Expr.Call call, int min, int max) {
        List<Typed> parts = arguments(call, min, max);
        List<Typed> values = new ArrayList<>();
        for (int i = 1; i < parts.size(); i += 2) {
            values.add(parts.get(i));
        }
        boolean hasElse = parts.size() % 2 == 1;
        if (hasElse) {
            values.add(parts.get(parts.size() - 1));
        }
        ValueType type = commonType(values);
        List<Fragment> whens = new ArrayList<>();
        for (int i = 0; i + 1 < parts.size(); i += 2) {
            whens.add(Fragment.fill(
                    "WHEN {0} THEN {1}",
                    parts.get(i).as(ValueType.BOOLEAN).sql(),
                    parts.get(i + 1).as(type).sql()));
        }
        Fragment otherwise = hasElse ? parts.get(parts.size() - 1).as(type).sql() : Fragment.of("NULL");
        return new Typed(
                Fragment.fill("(CASE {0} ELSE {1} END)", Fragment.join(" ", whens), otherwise), type, call.position());
    }

    private Typed common(String function, Expr.Call call) {
        List<Typed> parts = arguments(call, 1, 100);
        ValueType type = commonType(parts);
        List<Fragment> values = parts.stream().map(part -> part.as(type).sql()).toList();
        return new Typed(Fragment.fill(function + "({0})", Fragment.join(", ", values)), type, call.position());
    }

    /** A choice between a number and a text is a text. */
    private static ValueType commonType(List<Typed> values) {
        ValueType type = ValueType.NULL;
        for (Typed value : values) {
            ValueType next = value.type();
            if (type == ValueType.NULL) {
                type = next;
            } else if (next != ValueType.NULL && next != type) {
                type = ValueType.TEXT;
            }
        }
        return type == ValueType.NULL ? ValueType.TEXT : type;
    }

    private List<Typed> arguments(Expr.Call call, int min, int max) {
        if (call.arguments().size() < min || call.arguments().size() > max) {
            throw new FormulaException(
                    call.position(),
                    call.function() + " takes "
                            + (min == max ? Integer.toString(min) : "at least " + min) + " arguments, not "
                            + call.arguments().size() + ".");
        }
        return call.arguments().stream().map(compile).toList();
    }

    private static Typed bool(String template, Expr.Call call, Fragment... parts) {
        return new Typed(Fragment.fill(template, parts), ValueType.BOOLEAN, call.position());
    }
}
