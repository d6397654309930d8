package io.millrace.console.minql.syntax;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a tree as text, in one way however it was spelled: operators between their sides, methods of sources behind a dot. */
public final class FormulaWriter {
    private static final int POSTFIX = 8;
    private static final Map<String, Infix> INFIX = Map.ofEntries(
            Map.entry("or", new Infix("or", 1)),
            Map.entry("and", new Infix("and", 2)),
            Map.entry("equals", new Infix("=", 4)),
            Map.entry("notequals", new Infix("!=", 4)),
            Map.entry("lessthan", new Infix("<", 4)),
            Map.entry("lessthanorequal", new Infix("<=", 4)),
            Map.entry("greaterthan", new Infix(">", 4)),
            Map.entry("greaterthanorequal", new Infix(">=", 4)),
            Map.entry("add", new Infix("+", 5)),
            Map.entry("subtract", new Infix("-", 5)),
            Map.entry("multiply", new Infix("*", 6)),
            Map.entry("divide", new Infix("/", 6)),
            Map.entry("mod", new Infix("%", 6)));
    private static final Set<String> DOTTED = Set.of(
            "where",
            "filter",
            "event",
            "metric",
            "span",
            "during",
            "per",
            "join",
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
            "last",
            "rate",
            "share",
            "cumulative",
            "previousperiod",
            "startswith",
            "endswith",
            "contains");

    private final UnaryOperator<String> canonical;

    /**
     * A writer.
     *
     * @param canonical the usual spelling of a function's name
     */
    public FormulaWriter(UnaryOperator<String> canonical) {
        this.canonical = canonical;
    }

    /** The text of a tree. It has no comments: a tree keeps none. */
    public String write(Expr expr) {
        return write(expr, 0);
    }

    private String write(Expr expr, int around) {
        if (expr instanceof Expr.Numeral number) {
            return number.value().toPlainString();
        }
        if (expr instanceof Expr.Text text) {
            return "'" + text.value().replace("'", "''") + "'";
        }
        if (expr instanceof Expr.Truth truth) {
            return Boolean.toString(truth.value());
        }
        if (expr instanceof Expr.Name name) {
            return name.name();
        }
        if (expr instanceof Expr.Member member) {
            return target(member.target()) + "." + member.name();
        }
        if (expr instanceof Expr.Index index) {
            return target(index.target()) + "[" + write(index.key(), 0) + "]";
        }
        if (expr instanceof Expr.ListOf list) {
            return "[" + list(list.elements()) + "]";
        }
        return expr instanceof Expr.Call call ? call(call, around) : "null";
    }

    private String call(Expr.Call call, int around) {
        String name = call.function().toLowerCase(Locale.ROOT);
        List<Expr> arguments = call.arguments();
        Infix infix = INFIX.get(name);
        if (infix != null && arguments.size() == 2) {
            boolean compares = infix.level == 4;
            String left = write(arguments.get(0), infix.level + (compares ? 1 : 0));
            String text = left + " " + infix.symbol + " " + write(arguments.get(1), infix.level + 1);
            return bracketed(text, infix.level, around);
        }
        String words = words(name, arguments);
        if (words != null) {
            return bracketed(words, name.equals("not") ? 3 : name.equals("negate") ? 7 : 4, around);
        }
        if (DOTTED.contains(name) && !arguments.isEmpty() && around != POSTFIX + 1) {
            List<Expr> rest = arguments.subList(1, arguments.size());
            return target(arguments.get(0)) + "." + canonical.apply(call.function()) + "("
                    + (name.equals("per") ? keysAndAggregate(rest) : list(rest)) + ")";
        }
        return canonical.apply(call.function()) + "(" + list(arguments) + ")";
    }

    private @Nullable String words(String name, List<Expr> arguments) {
        if (arguments.size() == 1) {
            return switch (name) {
                case "not" -> "not " + write(arguments.get(0), 3);
                case "negate" -> "-" + write(arguments.get(0), 7);
                default -> null;
            };
        }
        if (name.equals("inlist") && arguments.size() == 2 && arguments.get(1) instanceof Expr.ListOf list) {
            return write(arguments.get(0), 5) + " in (" + list(list.elements()) + ")";
        }
        if (name.equals("between") && arguments.size() == 3) {
            return write(arguments.get(0), 5) + " between " + write(arguments.get(1), 5) + " and "
                    + write(arguments.get(2), 5);
        }
        return null;
    }

    /** The aggregate at the end has no source of its own, so it is no method. */
    private String keysAndAggregate(List<Expr> arguments) {
        if (arguments.isEmpty()) {
            return "";
        }
        int last = arguments.size() - 1;
        String keys = list(arguments.subList(0, last));
        return (keys.isEmpty() ? "" : keys + ", ") + write(arguments.get(last), POSTFIX + 1);
    }

    private String target(Expr expr) {
        boolean needsBrackets = expr instanceof Expr.Numeral;
        String text = write(expr, POSTFIX);
        return needsBrackets ? "(" + text + ")" : text;
    }

    private String list(List<Expr> expressions) {
        return expressions.stream().map(expr -> write(expr, 0)).collect(Collectors.joining(", "));
    }

    private static String bracketed(String text, int level, int around) {
        return level < around ? "(" + text + ")" : text;
    }

    private record Infix(String symbol, int level) {}
}
