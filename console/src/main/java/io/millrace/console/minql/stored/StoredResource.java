package io.millrace.console.minql.stored;

import io.millrace.console.access.Access;
import io.millrace.console.access.CurrentActor;
import io.millrace.console.creation.Creations;
import io.millrace.console.creation.Listing;
import io.millrace.console.problem.ProblemException;
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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Computed properties, custom metrics, reports and dashboards over HTTP. Everybody sees what is shared and makes own ones. */
@Path("/api/{kind: properties|metrics|reports|dashboards}")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Access
class StoredResource {
    private final StoredService stored;
    private final CurrentActor actor;

    StoredResource(StoredService stored, CurrentActor actor) {
        this.stored = stored;
        this.actor = actor;
    }

    /** What the caller may see, by name. */
    @GET
    public Listing<StoredView> list(
            @PathParam("kind") String kind,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        var who = actor.get();
        var all = stored.list(who.organizationId(), who.userId(), kind(kind)).stream()
                .map(StoredView::of)
                .toList();
        return Listing.of(all, StoredView::id, cursor, limit);
    }

    /** One of them. */
    @GET
    @Path("/{id}")
    public StoredView get(@PathParam("kind") String kind, @PathParam("id") String id) {
        return StoredView.of(stored.get(actor.get(), kind(kind), id));
    }

    /** Makes one. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(
            @PathParam("kind") String kind,
            @Nullable StoredRequest request,
            @HeaderParam(Creations.HEADER) @Nullable String requestKey) {
        Creations.Created made = stored.create(actor.get(), kind(kind), given(request), requestKey);
        return Response.status(made.now() ? 201 : 200)
                .entity(StoredView.of(stored.get(actor.get(), kind(kind), made.id())))
                .header("Location", "/api/" + kind + "/" + made.id())
                .build();
    }

    /** Changes what the request names, as a new version. */
    @PATCH
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public StoredView change(
            @PathParam("kind") String kind, @PathParam("id") String id, @Nullable StoredRequest request) {
        return StoredView.of(stored.change(actor.get(), kind(kind), id, given(request)));
    }

    /** Deletes one. */
    @DELETE
    @Path("/{id}")
    public void delete(@PathParam("kind") String kind, @PathParam("id") String id) {
        stored.delete(actor.get(), kind(kind), id);
    }

    /** Its versions, newest first. */
    @GET
    @Path("/{id}/versions")
    public Listing<StoredVersion> versions(
            @PathParam("kind") String kind,
            @PathParam("id") String id,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        var all = stored.versions(actor.get(), kind(kind), id);
        return Listing.of(all, version -> Integer.toString(version.version()), cursor, limit);
    }

    /** One version. */
    @GET
    @Path("/{id}/versions/{version}")
    public StoredVersion version(
            @PathParam("kind") String kind, @PathParam("id") String id, @PathParam("version") int version) {
        return stored.versions(actor.get(), kind(kind), id).stream()
                .filter(candidate -> candidate.version() == version)
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("version"));
    }

    /** Makes an earlier version the newest one. */
    @POST
    @Path("/{id}/versions/{version}/restore")
    public StoredView restore(
            @PathParam("kind") String kind, @PathParam("id") String id, @PathParam("version") int version) {
        return StoredView.of(stored.restore(actor.get(), kind(kind), id, version));
    }

    private static StoredRequest given(@Nullable StoredRequest request) {
        if (request == null) {
            throw ProblemException.invalid(Map.of("body", "The body must be a JSON object."));
        }
        return request;
    }

    private static StoredKind kind(String path) {
        return StoredKind.ofPath(path).orElseThrow(() -> ProblemException.notFound("thing"));
    }
}
