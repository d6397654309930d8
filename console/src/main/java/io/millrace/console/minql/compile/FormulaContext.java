package io.millrace.console.minql.compile;

import java.util.Map;

/**
 * What a formula is compiled for.
 *
 * @param dialect engine
 * @param period reporting period
 * @param integrations reference name to id of the integrations that the caller may read
 */
public record FormulaContext(Dialect dialect, Period period, Map<String, String> integrations) {
    /** Copies the map. */
    public FormulaContext {
        integrations = Map.copyOf(integrations);
    }
}
