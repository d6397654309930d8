package io.millrace.console.minql.report;

import io.millrace.console.minql.syntax.FormulaException;
import io.millrace.console.query.Problem;
import io.millrace.console.query.http.ProblemException;
import java.util.HashMap;
import java.util.Map;

/** Wrong formulas as problems of the API. */
public final class FormulaProblems {
    private FormulaProblems() {}

    /**
     * A 400 with position, reason and suggestion.
     *
     * @param formula text that the position counts in; empty if it is not known which of several is wrong
     */
    public static ProblemException of(FormulaException e, String formula) {
        Map<String, Object> more = new HashMap<>();
        more.put("position", e.position());
        if (!formula.isEmpty()) {
            more.put("formula", formula);
        }
        String suggestion = e.didYouMean();
        if (suggestion != null) {
            more.put("didYouMean", suggestion);
        }
        return new ProblemException(new Problem(400, "formula-invalid", "The formula is wrong", e.reason(), more));
    }
}
