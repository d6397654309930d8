package io.millrace.console.live;

import io.millrace.console.access.Caller;
import io.millrace.console.access.CallerResolution;
import io.millrace.console.access.CallerResolver;
import io.millrace.console.problem.ProblemException;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import org.jboss.resteasy.reactive.RestStreamElementType;

/** The newest events over HTTP, as server-sent events. */
@Path("/api/events/live")
@Blocking
class LiveResource {
    /** After this the client connects again by itself and is checked anew: nobody watches long after a revocation. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final LiveTail tail;
    private final CallerResolver callers;

    LiveResource(LiveTail tail, CallerResolver callers) {
        this.tail = tail;
        this.callers = callers;
    }

    /** Events that the caller may read, the newest from before first, then as they come. */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    public Multi<LiveBatch> live(@Context HttpServerRequest request) {
        CallerResolution resolution = callers.resolve(request);
        if (resolution instanceof CallerResolution.Refused refused) {
            throw ProblemException.refused(refused.httpStatus(), refused.detail());
        }
        if (!tail.hasPlace()) {
            throw ProblemException.unavailable("Too many people watch at the same time.");
        }
        Caller caller = ((CallerResolution.Known) resolution).caller();
        return tail.watch(caller.organizationId(), caller.integrations().keySet())
                .select()
                .first(LONGEST);
    }
}
