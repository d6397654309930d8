package io.millrace.console.minql.report;

import io.millrace.console.minql.compile.LedgerRows;
import io.millrace.console.minql.compile.Vocabulary;
import java.util.Map;

/** What formulas need besides events: names that an organization has added to the language, and the ledger. */
public interface OrganizationNames {

    /**
     * The names as they are now, so that a change applies to the next query wherever it is asked.
     *
     * @param organizationId organization
     */
    Vocabulary of(String organizationId);

    /** What the stages counted. */
    default LedgerRows ledger() {
        return LedgerRows.NONE;
    }

    /** Targets of the organization's custom metrics, by name. */
    Map<String, Double> targets(String organizationId);
}
