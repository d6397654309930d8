package io.millrace.console.minql.compile;

import io.millrace.console.minql.syntax.Expr;
import io.millrace.console.minql.syntax.FormulaException;
import java.util.List;
import java.util.Map;

/** Puts computed properties and custom metrics in the place of their names; faults in them are found at the name. */
final class Definitions {
    private static final int MAX_DEPTH = 10;

    private final Map<String, Expr> definitions;

    Definitions(Map<String, Expr> definitions) {
        this.definitions = definitions;
    }

    /**
     * The tree with every definition in its place.
     *
     * @throws FormulaException if definitions lead back to themselves
     */
    Expr expand(Expr expr) {
        return definitions.isEmpty() ? expr : expand(expr, -1, 0);
    }

    private Expr expand(Expr expr, int at, int depth) {
        int position = at < 0 ? expr.position() : at;
        if (expr instanceof Expr.Name name) {
            Expr definition = definitions.get(name.name());
            if (definition == null) {
                return new Expr.Name(position, name.name());
            }
            if (depth >= MAX_DEPTH) {
                throw new FormulaException(
                        position,
                        "The definition of " + name.name() + " leads back to itself, or is nested too deeply.");
            }
            return expand(definition, position, depth + 1);
        }
        if (expr instanceof Expr.Call call) {
            return new Expr.Call(position, call.function(), all(call.arguments(), at, depth));
        }
        if (expr instanceof Expr.ListOf list) {
            return new Expr.ListOf(position, all(list.elements(), at, depth));
        }
        if (expr instanceof Expr.Member member) {
            return new Expr.Member(position, expand(member.target(), at, depth), member.name());
        }
        if (expr instanceof Expr.Index index) {
            return new Expr.Index(position, expand(index.target(), at, depth), expand(index.key(), at, depth));
        }
        return at < 0 ? expr : moved(expr, position);
    }

    private List<Expr> all(List<Expr> list, int at, int depth) {
        return list.stream().map(element -> expand(element, at, depth)).toList();
    }

    private static Expr moved(Expr literal, int position) {
        if (literal instanceof Expr.Numeral number) {
            return new Expr.Numeral(position, number.value());
        }
        if (literal instanceof Expr.Text text) {
            return new Expr.Text(position, text.value());
        }
        return literal instanceof Expr.Truth truth
                ? new Expr.Truth(position, truth.value())
                : new Expr.Nothing(position);
    }
}
