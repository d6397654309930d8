package io.millrace.console.query.sql;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.console.access.Caller;
import io.millrace.console.query.Problem;
import io.millrace.console.query.QueryEngine;
import io.millrace.console.query.QueryOutcome;
import io.millrace.console.query.QueryOutcome.Answered;
import io.millrace.console.query.QueryOutcome.Failed;
import io.millrace.console.query.RunningQueries;
import io.millrace.console.query.http.ProblemException;
import io.millrace.console.query.http.QueryCalls;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** SQL over the views of the caller's organization. */
@Path("/api/sql")
@Blocking
class SqlResource {
    private final QueryCalls calls;
    private final SqlQueries queries;
    private final RunningQueries running;
    private final QueryEngine engine;

    SqlResource(QueryCalls calls, SqlQueries queries, RunningQueries running, QueryEngine engine) {
        this.calls = calls;
        this.queries = queries;
        this.running = running;
        this.engine = engine;
    }

    /** Runs one SELECT. */
    @POST
    @Consumes("application/json")
    public Response query(byte[] body, @Context RoutingContext http) {
        Caller caller = calls.caller(http);
        JsonNode request = calls.body(body);
        String queryId = calls.queryId(request);
        var rows = engine.limits().rows();
        int limit = calls.limit(request, rows.standard(), rows.max());
        calls.cancelWhenGone(http, queryId, caller);
        QueryOutcome outcome = queries.run(caller, queryId, request, limit);
        if (outcome instanceof Failed failed) {
            return QueryCalls.problem(failed.problem());
        }
        return calls.ok(SqlAnswer.of(queryId, ((Answered) outcome).answer()));
    }

    /** Cancels a running query of the caller's organization. */
    @DELETE
    @Path("{queryId}")
    public Response cancel(@PathParam("queryId") String queryId, @Context RoutingContext http) {
        if (!running.cancel(queryId, calls.caller(http))) {
            throw new ProblemException(Problem.of(
                    404,
                    "no-such-query",
                    "There is no such query",
                    "No query with this id runs now; it may have ended."));
        }
        return Response.accepted().build();
    }
}
