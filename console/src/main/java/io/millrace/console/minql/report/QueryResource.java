package io.millrace.console.minql.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.console.access.Caller;
import io.millrace.console.query.Problem;
import io.millrace.console.query.http.ProblemException;
import io.millrace.console.query.http.QueryCalls;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Set;

/** Formulas and reports over the events of the caller's organization. */
@Path("/api/query")
@Blocking
class QueryResource {
    private static final Set<String> FORMATS = Set.of("json", "csv");

    private final QueryCalls calls;
    private final ReportService reports;

    QueryResource(QueryCalls calls, ReportService reports) {
        this.calls = calls;
        this.reports = reports;
    }

    /** Runs one formula or a whole report. */
    @POST
    @Consumes("application/json")
    public Response query(byte[] body, @Context RoutingContext http) {
        Caller caller = calls.caller(http);
        JsonNode request = calls.body(body);
        String format = request.path("format").asText("json");
        if (!FORMATS.contains(format)) {
            throw new ProblemException(Problem.badRequest("format is json or csv."));
        }
        String queryId = calls.queryId(request);
        calls.cancelWhenGone(http, queryId, caller);
        ReportAnswer answer = reports.run(caller, queryId, request);
        return format.equals("csv") ? calls.csv(CsvText.of(answer)) : calls.ok(answer);
    }

    /** The rows behind a mark of a report. */
    @POST
    @Path("rows")
    @Consumes("application/json")
    public Response rows(byte[] body, @Context RoutingContext http) {
        Caller caller = calls.caller(http);
        JsonNode request = calls.body(body);
        String queryId = calls.queryId(request);
        calls.cancelWhenGone(http, queryId, caller);
        return calls.ok(reports.rows(caller, queryId, request));
    }
}
