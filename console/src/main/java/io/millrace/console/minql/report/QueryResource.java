package io.millrace.console.minql.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.console.access.Caller;
import io.millrace.console.query.QueryEngine;
import io.millrace.console.query.http.QueryCalls;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.Identifier;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Clock;

/** Formulas and reports over the events of the caller's organization. */
@Path("/api/query")
@Blocking
class QueryResource {
    private final QueryCalls calls;
    private final QueryEngine engine;
    private final Reports reports;
    private final ReportReader reader;

    QueryResource(QueryCalls calls, QueryEngine engine, @Identifier("console") Clock clock) {
        this.calls = calls;
        this.engine = engine;
        this.reports = new Reports(engine);
        this.reader = new ReportReader(clock);
    }

    /** Runs one formula or a whole report. */
    @POST
    @Consumes("application/json")
    public Response query(byte[] body, @Context RoutingContext http) {
        Caller caller = calls.caller(http);
        JsonNode request = calls.body(body);
        String queryId = calls.queryId(request);
        var rows = engine.limits().rows();
        ReportRequest report = reader.read(request, calls.limit(request, rows.standard(), rows.max()));
        calls.cancelWhenGone(http, queryId, caller);
        ReportAnswer answer = reports.run(caller, queryId, report);
        boolean wantsCsv = request.path("format").asText("json").equals("csv");
        return wantsCsv ? calls.csv(Csv.write(answer)) : calls.ok(answer);
    }
}
