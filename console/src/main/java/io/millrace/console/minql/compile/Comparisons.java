package io.millrace.console.minql.compile;

import io.millrace.console.minql.syntax.Expr;
import io.millrace.console.minql.syntax.FormulaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

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
    private static final Pattern LOOKS_NUMERIC = Pattern.compile("\\s*[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?\\s*");
    private static final List<ValueType> STRONGER =
            List.of(ValueType.TIME, ValueType.BUCKET, ValueType.DURATION, ValueType.NUMBER, ValueType.BOOLEAN);

    private final Function<Expr, Typed> compile;
    private final Dialect dialect;

    Comparisons(Function<Expr, Typed> compile, Dialect dialect) {
        this.compile = compile;
        this.dialect = dialect;
    }

    /** The call, if it is one of these; the name in lower case. */
    Optional<Typed> call(String name, Expr.Call call) {
        String operator = OPERATORS.get(name);
        if (operator != null) {
            List<Typed> sides = arguments(call, 2, 2);
            return Optional.of(bool(comparison(operator, sides.get(0), sides.get(1)), call));
        }
        return switch (name) {
            case "inlist" -> Optional.of(inList(call));
            case "between" -> {
                List<Typed> parts = arguments(call, 3, 3);
                yield Optional.of(bool(
                        Fragment.fill(
                                "({0} AND {1})",
                                comparison(">=", parts.get(0), parts.get(1)),
                                comparison("<=", parts.get(0), parts.get(2))),
                        call));
            }
            case "iff" -> Optional.of(choice(call, 3, 3));
            case "case" -> Optional.of(choice(call, 2, 100));
            case "coalesce" -> Optional.of(coalesce(call));
            case "least" -> Optional.of(extreme("least", "array_min", call));
            case "greatest" -> Optional.of(extreme("greatest", "array_max", call));
            case "nullif" -> {
                List<Typed> parts = arguments(call, 2, 2);
                Typed first = parts.get(0);
                Fragment same = comparison("=", first, parts.get(1));
                Fragment sql = Fragment.fill("(CASE WHEN {0} THEN NULL ELSE {1} END)", same, first.sql());
                yield Optional.of(new Typed(sql, first.type(), call.position()));
            }
            case "concat" -> {
                List<Fragment> texts = new ArrayList<>();
                for (Typed part : arguments(call, 1, 100)) {
                    texts.add(Fragment.fill(
                            "coalesce({0}, '')",
                            part.as(ValueType.TEXT, dialect).sql()));
                }
                yield Optional.of(new Typed(
                        Fragment.fill("({0})", Fragment.join(" || ", texts)), ValueType.TEXT, call.position()));
            }
            default -> Optional.empty();
        };
    }

    /** Texts are compared as numbers where both look like one; a fixed text that does not settles it beforehand. */
    private Fragment comparison(String operator, Typed left, Typed right) {
        if (left.type().isTextual() && right.type().isTextual()) {
            boolean plain = isNoNumber(left) || isNoNumber(right);
            return Fragment.fill(
                    plain
                            ? "({0} " + operator + " {1})"
                            : "coalesce(try_cast({0} AS DOUBLE) " + operator + " try_cast({1} AS DOUBLE), {0} "
                                    + operator + " {1})",
                    left.sql(),
                    right.sql());
        }
        ValueType type = comparedAs(left, right);
        return Fragment.fill(
                "({0} " + operator + " {1})",
                left.as(type, dialect).sql(),
                right.as(type, dialect).sql());
    }

    private static boolean isNoNumber(Typed value) {
        String literal = value.literal();
        return literal != null && !LOOKS_NUMERIC.matcher(literal).matches();
    }

    private static ValueType comparedAs(Typed left, Typed right) {
        ValueType a = left.type();
        ValueType b = right.type();
        if (a == b || b == ValueType.NULL) {
            return a;
        }
        if (a == ValueType.NULL) {
            return b;
        }
        if (isTimeAndBucket(a, b) || isTimeAndBucket(b, a)) {
            return ValueType.TIME;
        }
        if ((a == ValueType.NUMBER && b == ValueType.DURATION) || (a == ValueType.DURATION && b == ValueType.NUMBER)) {
            return ValueType.NUMBER;
        }
        for (ValueType stronger : STRONGER) {
            if ((a == stronger && b.isTextual()) || (b == stronger && a.isTextual())) {
                return stronger;
            }
        }
        throw new FormulaException(
                right.position(), "A " + a.word() + " cannot be compared or mixed with a " + b.word() + ".");
    }

    private static boolean isTimeAndBucket(ValueType a, ValueType b) {
        return a == ValueType.TIME && b == ValueType.BUCKET;
    }

    private Typed inList(Expr.Call call) {
        if (call.arguments().size() != 2 || !(call.arguments().get(1) instanceof Expr.ListOf list)) {
            throw new FormulaException(call.position(), "'in' needs a list: name in ('a', 'b').");
        }
        if (list.elements().isEmpty()) {
            return bool(Fragment.of("false"), call);
        }
        Typed value = compile.apply(call.arguments().get(0));
        List<Typed> elements = list.elements().stream().map(compile).toList();
        if (value.type().isTextual() && elements.stream().allMatch(Comparisons::isNoNumber)) {
            List<Fragment> texts = elements.stream().map(Typed::sql).toList();
            return bool(Fragment.fill("({0} IN ({1}))", value.sql(), Fragment.join(", ", texts)), call);
        }
        List<Fragment> tests =
                elements.stream().map(e -> comparison("=", value, e)).toList();
        return bool(Fragment.fill("({0})", Fragment.join(" OR ", tests)), call);
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
                    parts.get(i).as(ValueType.BOOLEAN, dialect).sql(),
                    parts.get(i + 1).as(type, dialect).sql()));
        }
        Fragment otherwise =
                hasElse ? parts.get(parts.size() - 1).as(type, dialect).sql() : Fragment.of("NULL");
        return new Typed(
                Fragment.fill("(CASE {0} ELSE {1} END)", Fragment.join(" ", whens), otherwise), type, call.position());
    }

    private Typed coalesce(Expr.Call call) {
        List<Typed> parts = arguments(call, 1, 100);
        ValueType type = commonType(parts);
        List<Fragment> values =
                parts.stream().map(part -> part.as(type, dialect).sql()).toList();
        return new Typed(
                values.size() == 1 ? values.get(0) : Fragment.fill("coalesce({0})", Fragment.join(", ", values)),
                type,
                call.position());
    }

    /** Nulls are skipped, about which the engines' own functions disagree. */
    private Typed extreme(String duckdb, String trino, Expr.Call call) {
        List<Typed> parts = arguments(call, 1, 100);
        ValueType type = commonType(parts);
        Fragment values = Fragment.join(
                ", ", parts.stream().map(part -> part.as(type, dialect).sql()).toList());
        String template =
                dialect == Dialect.DUCKDB ? duckdb + "({0})" : trino + "(filter(ARRAY[{0}], e -> e IS NOT NULL))";
        return new Typed(Fragment.fill(template, values), type, call.position());
    }

    /** A choice between a number and a text is a text. */
    private static ValueType commonType(List<Typed> values) {
        ValueType type = ValueType.NULL;
        for (Typed value : values) {
            ValueType next = value.type();
            if (type == ValueType.NULL) {
                type = next;
            } else if (isTimeAndBucket(type, next) || isTimeAndBucket(next, type)) {
                type = ValueType.TIME;
            } else if (next != ValueType.NULL && next != type) {
                type = ValueType.TEXT;
            }
        }
        return type == ValueType.NULL ? ValueType.TEXT : type;
    }

    private List<Typed> arguments(Expr.Call call, int min, int max) {
        if (call.arguments().size() < min || call.arguments().size() > max) {
            throw new FormulaException(call.position(), FunctionReference.usage(call.function()));
        }
        return call.arguments().stream().map(compile).toList();
    }

    private static Typed bool(Fragment sql, Expr.Call call) {
        return new Typed(sql, ValueType.BOOLEAN, call.position());
    }
}
