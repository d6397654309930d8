package io.millrace.console.minql.compile;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.millrace.console.minql.syntax.Expr;
import io.millrace.console.minql.syntax.FormulaException;
import java.util.Set;

/** Regular expressions in formulas: RE2's, fixed in the formula and checked before anything runs. */
final class Patterns {
    private static final Set<String> FUNCTIONS = Set.of("regexlike", "regexreplace", "regexsubstr", "regexpsubstr");
    private static final int MAX_LENGTH = 1_000;

    private Patterns() {}

    /** Whether the function's second argument is a pattern. */
    static boolean hasPattern(String lowerCaseName) {
        return FUNCTIONS.contains(lowerCaseName);
    }

    /** The pattern. */
    static Fragment pattern(Expr expr) {
        String text = fixed(expr, "The pattern");
        if (text.length() > MAX_LENGTH) {
            throw new FormulaException(expr.position(), "A pattern has at most " + MAX_LENGTH + " characters.");
        }
        try {
            Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new FormulaException(expr.position(), "The pattern is wrong: " + e.getDescription() + ".");
        }
        return Fragment.fill("CAST({0} AS VARCHAR)", Fragment.value(text));
    }

    /** What matches are replaced by; {@code $1} stands for the first group in every engine. */
    static Fragment replacement(Expr expr, Dialect dialect) {
        String text = fixed(expr, "The replacement");
        String written = dialect == Dialect.DUCKDB
                ? text.replace("\\", "\\\\").replaceAll("\\$(\\d)", "\\\\$1")
                : text.replace("\\", "\\\\").replaceAll("\\$(?!\\d)", "\\\\\\$");
        return Fragment.fill("CAST({0} AS VARCHAR)", Fragment.value(written));
    }

    private static String fixed(Expr expr, String what) {
        if (expr instanceof Expr.Text text) {
            return text.value();
        }
        throw new FormulaException(expr.position(), what + " is a text as it stands, in quotes.");
    }
}
