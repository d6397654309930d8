package io.millrace.console.minql.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.console.access.Caller;
import io.millrace.console.query.Problem;
import io.millrace.console.query.QueryEngine;
import io.millrace.console.query.http.ProblemException;
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
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Timelines of sessions, prompts and traces. */
@Path("/api/timeline")
@Blocking
class TimelineResource {
    private static final int USUAL_LIMIT = 5_000;

    private final QueryCalls calls;
    private final QueryEngine engine;
    private final Timelines timelines;
    private final Clock clock;

    TimelineResource(QueryCalls calls, QueryEngine engine, @Identifier("console") Clock clock) {
        this.calls = calls;
        this.engine = engine;
        this.timelines = new Timelines(engine);
        this.clock = clock;
    }

    /** One timeline: the body names a {@code session}, a {@code prompt} or a {@code trace}, and may name a time in it. */
    @POST
    @Consumes("application/json")
    public Response read(byte[] body, @Context RoutingContext http) {
        Caller caller = calls.caller(http);
        JsonNode request = calls.body(body);
        String queryId = calls.queryId(request);
        int max = engine.limits().rows().max();
        int limit = calls.limit(request, Math.min(USUAL_LIMIT, max), max);
        calls.cancelWhenGone(http, queryId, caller);
        for (TimelineOf of : TimelineOf.values()) {
            if (request.path(of.word()).isTextual()) {
                String id = request.path(of.word()).asText();
                return calls.ok(timelines.read(caller, queryId, of, id, around(request), clock.instant(), limit));
            }
        }
        throw new ProblemException(Problem.badRequest("Name a session, a prompt or a trace by its id."));
    }

    private static @Nullable Instant around(JsonNode request) {
        if (!request.path("around").isTextual()) {
            return null;
        }
        try {
            return Instant.parse(request.path("around").asText());
        } catch (DateTimeParseException e) {
            throw new ProblemException(Problem.badRequest("around is an instant such as 2026-11-01T12:00:00Z."));
        }
    }
}
