package io.millrace.console.privacy;

import io.millrace.console.access.Access;
import io.millrace.console.access.CurrentActor;
import io.millrace.console.creation.Creations;
import io.millrace.console.creation.Listing;
import io.millrace.telemetry.directory.DirectoryRecord.Role;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Deletions over HTTP, for owners. */
@Path("/api/privacy/deletions")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Access(Role.OWNER)
class DeletionResource {
    private final DeletionService deletions;
    private final CurrentActor actor;

    DeletionResource(DeletionService deletions, CurrentActor actor) {
        this.deletions = deletions;
        this.actor = actor;
    }

    /** Deletions, newest first. */
    @GET
    public Listing<DeletionView> list(
            @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @DefaultValue("100") int limit) {
        return Listing.of(deletions.list(actor.get()), DeletionView::id, cursor, limit);
    }

    /** One deletion: how far it is. */
    @GET
    @Path("/{id}")
    public DeletionView get(@PathParam("id") String id) {
        return deletions.get(actor.get(), id);
    }

    /** Asks for a deletion, which cannot be called back. 202: the other stages are told next. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response request(@Nullable DeletionOrder given, @HeaderParam(Creations.HEADER) @Nullable String requestKey) {
        DeletionOrder order = given == null ? DeletionOrder.OF_NOTHING : given;
        String id = deletions.request(actor.get(), order, requestKey);
        return Response.accepted(deletions.get(actor.get(), id))
                .header("Location", "/api/privacy/deletions/" + id)
                .build();
    }
}
