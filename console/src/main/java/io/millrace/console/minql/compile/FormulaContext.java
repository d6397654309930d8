package io.millrace.console.minql.compile;

import java.util.Map;

/**
 * What a formula is compiled for.
 *
 * @param dialect engine
 * @param period reporting period
 * @param integrations reference name to id of the integrations that the caller may read
 * @param vocabulary names that the organization adds
 */
public record FormulaContext(Dialect dialect, Period period, Map<String, String> integrations, Vocabulary vocabulary) {
    /** Copies the map. */
    public FormulaContext {
        integrations = Map.copyOf(integrations);
    }

    /** Without names of the organization's own. */
    public FormulaContext(Dialect dialect, Period period, Map<String, String> integrations) {
        this(dialect, period, integrations, Vocabulary.NONE);
    }

    /** The same with other names. */
    public FormulaContext with(Vocabulary other) {
        return new FormulaContext(dialect, period, integrations, other);
    }
}
