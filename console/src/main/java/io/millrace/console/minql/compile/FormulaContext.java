package io.millrace.console.minql.compile;

import java.time.Duration;
import java.util.Map;

/**
 * What a formula is compiled for.
 *
 * @param dialect engine
 * @param period reporting period
 * @param integrations reference name to id of the integrations that the caller may read
 * @param vocabulary names that the organization adds
 * @param lookBack how far before the period the point before the first one of a cumulative series is looked for
 * @param ledger what the stages counted
 */
public record FormulaContext(
        Dialect dialect,
        Period period,
        Map<String, String> integrations,
        Vocabulary vocabulary,
        Duration lookBack,
        LedgerRows ledger) {
    /** How far is looked back if nothing else is said. */
    public static final Duration LOOK_BACK = Duration.ofDays(1);

    /** Copies the map. */
    public FormulaContext {
        integrations = Map.copyOf(integrations);
        if (lookBack.isNegative()) {
            throw new IllegalArgumentException("the look-back must be >= 0: " + lookBack);
        }
    }

    /** Without a ledger. */
    public FormulaContext(
            Dialect dialect,
            Period period,
            Map<String, String> integrations,
            Vocabulary vocabulary,
            Duration lookBack) {
        this(dialect, period, integrations, vocabulary, lookBack, LedgerRows.NONE);
    }

    /** With the usual look-back. */
    public FormulaContext(Dialect dialect, Period period, Map<String, String> integrations, Vocabulary vocabulary) {
        this(dialect, period, integrations, vocabulary, LOOK_BACK);
    }

    /** Without names of the organization's own. */
    public FormulaContext(Dialect dialect, Period period, Map<String, String> integrations) {
        this(dialect, period, integrations, Vocabulary.NONE);
    }

    /** The same with other names. */
    public FormulaContext with(Vocabulary other) {
        return new FormulaContext(dialect, period, integrations, other, lookBack, ledger);
    }
}
