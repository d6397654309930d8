package io.millrace.console.minql.report;

import io.millrace.console.minql.compile.Vocabulary;
import java.util.Map;

/** Names that an organization has added to the language. */
public interface OrganizationNames {

    /**
     * The names as they are now, so that a change applies to the next query wherever it is asked.
     *
     * @param organizationId organization
     */
    Vocabulary of(String organizationId);

    /** Targets of the organization's custom metrics, by name. */
    Map<String, Double> targets(String organizationId);
}
