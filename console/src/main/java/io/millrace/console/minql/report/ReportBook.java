package io.millrace.console.minql.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.console.access.Caller;
import java.util.Optional;

/** Reports that were stored. */
public interface ReportBook {

    /**
     * The query of a stored report, in the form of the query API.
     *
     * @param caller who asks
     * @param reportId id of the report
     * @return empty if the caller may read no such report
     */
    Optional<JsonNode> query(Caller caller, String reportId);
}
