package io.millrace.console.integration;

import io.millrace.console.access.Access;
import io.millrace.console.access.CurrentActor;
import io.millrace.console.creation.Creations;
import io.millrace.console.creation.Listing;
import io.millrace.console.problem.Checks;
import io.millrace.telemetry.directory.DirectoryRecord.Role;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Integrations over HTTP. Everybody of the organization sees them, owners change them. */
@Path("/api/integrations")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Access
class IntegrationResource {
    private static final int LONGEST_INTERVAL_SECONDS = 3_600;

    private final IntegrationService integrations;
    private final CurrentActor actor;

    IntegrationResource(IntegrationService integrations, CurrentActor actor) {
        this.integrations = integrations;
        this.actor = actor;
    }

    /** Integrations by reference name. */
    @GET
    public Listing<IntegrationView> list(
            @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @DefaultValue("100") int limit) {
        return Listing.of(integrations.list(actor.get()), IntegrationView::id, cursor, limit);
    }

    /** One integration. */
    @GET
    @Path("/{id}")
    public IntegrationView get(@PathParam("id") String id) {
        return integrations.get(actor.get(), id);
    }

    /** Makes an integration. */
    @POST
    @Access(Role.OWNER)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(IntegrationRequest request, @HeaderParam(Creations.HEADER) @Nullable String requestKey) {
        Checks.body(request);
        Creations.Created made = integrations.create(actor.get(), request, requestKey);
        return Response.status(made.now() ? 201 : 200)
                .entity(integrations.get(actor.get(), made.id()))
                .header("Location", "/api/integrations/" + made.id())
                .build();
    }

    /** Changes what the request names. */
    @PATCH
    @Path("/{id}")
    @Access(Role.OWNER)
    @Consumes(MediaType.APPLICATION_JSON)
    public IntegrationView change(@PathParam("id") String id, IntegrationRequest request) {
        Checks.body(request);
        return integrations.change(actor.get(), id, request);
    }

    /** Deletes an integration: it takes no data any more; what it has stored stays until its retention ends. */
    @DELETE
    @Path("/{id}")
    @Access(Role.OWNER)
    public void delete(@PathParam("id") String id) {
        integrations.delete(actor.get(), id);
    }

    /** What to give to clients, with a placeholder for the key. */
    @GET
    @Path("/{id}/setup")
    public Setup setup(
            @PathParam("id") String id,
            @QueryParam("prompts") @DefaultValue("true") boolean prompts,
            @QueryParam("toolDetails") @DefaultValue("true") boolean toolDetails,
            @QueryParam("toolContent") @DefaultValue("true") boolean toolContent,
            @QueryParam("spans") @DefaultValue("true") boolean spans,
            @QueryParam("metricsIntervalSeconds") @Nullable Integer seconds) {
        Checks checks = new Checks();
        checks.that(
                seconds == null || (seconds >= 1 && seconds <= LONGEST_INTERVAL_SECONDS),
                "metricsIntervalSeconds",
                "metricsIntervalSeconds must be from 1 to " + LONGEST_INTERVAL_SECONDS + ".");
        checks.done();
        IntegrationView integration = integrations.get(actor.get(), id);
        return Setup.of(
                integration.endpoint(),
                new SettingsBlock.Capture(prompts, toolDetails, toolContent, spans, Optional.ofNullable(seconds)));
    }
}
