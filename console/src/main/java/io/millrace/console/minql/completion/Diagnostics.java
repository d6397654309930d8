package io.millrace.console.minql.completion;

import io.millrace.console.minql.compile.Formulas;
import io.millrace.console.minql.compile.Formulas.Checked;
import io.millrace.console.minql.compile.Formulas.Kind;
import io.millrace.console.minql.completion.CompletionAnswer.Diagnostic;
import io.millrace.console.minql.syntax.FormulaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a formula, or may be.
 *
 * @param checked what it computes; absent if it is wrong
 * @param list errors and warnings
 */
record Diagnostics(Optional<Checked> checked, List<Diagnostic> list) {

    /**
     * Checks a formula.
     *
     * @param place metric, property, filter, or anything else where both are right
     */
    static Diagnostics of(String formula, Formulas formulas, String place) {
        List<Diagnostic> list = new ArrayList<>();
        try {
            Checked checked = formulas.check(formula);
            String misplaced = misplaced(checked, place);
            if (misplaced != null) {
                list.add(new Diagnostic("error", 0, formula.length(), misplaced, null));
            }
            for (String name : checked.unknownNames()) {
                warn(formula, name, list);
            }
            return new Diagnostics(Optional.of(checked), list);
        } catch (FormulaException e) {
            int from = Math.max(0, Math.min(e.position(), formula.length()));
            list.add(new Diagnostic("error", from, end(formula, from), e.reason(), e.didYouMean()));
            return new Diagnostics(Optional.empty(), list);
        }
    }

    private static @Nullable String misplaced(Checked checked, String place) {
        boolean metric = checked.kind() == Kind.METRIC;
        if (checked.kind() == Kind.SOURCE) {
            return "These are rows; end them in an aggregate such as count().";
        }
        return switch (place) {
            case "metric" ->
                metric ? null : "A metric belongs here: an aggregate over a source, such as claudeCode.logs.count().";
            case "property", "filter" ->
                metric ? "A value of one row belongs here; this computes one of many rows. Use it as a metric." : null;
            default -> null;
        };
    }

    private static void warn(String formula, String name, List<Diagnostic> list) {
        Matcher matcher = Pattern.compile("\\b" + Pattern.quote(name) + "\\b").matcher(formula);
        String message = "No attribute named " + name + " is known so far; it is null until an event brings it.";
        int from = matcher.find() ? matcher.start() : 0;
        list.add(new Diagnostic("warning", from, from + name.length(), message, null));
    }

    /** The word at a position, or one character. */
    private static int end(String formula, int from) {
        int end = from;
        while (end < formula.length() && Character.isLetterOrDigit(formula.charAt(end))) {
            end++;
        }
        return Math.min(formula.length(), Math.max(end, from + 1));
    }
}
