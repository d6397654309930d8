package io.millrace.console.key;

import io.millrace.console.access.Access;
import io.millrace.console.access.CurrentActor;
import io.millrace.console.creation.Creations;
import io.millrace.console.creation.Listing;
import io.millrace.console.problem.Checks;
import io.millrace.telemetry.directory.DirectoryRecord.Quota;
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
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** API keys over HTTP. */
@Path("/api/keys")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Access({Role.OWNER, Role.ADMIN, Role.MEMBER})
class KeyResource {
    private final KeyService keys;
    private final CurrentActor actor;

    KeyResource(KeyService keys, CurrentActor actor) {
        this.keys = keys;
        this.actor = actor;
    }

    /** Keys, newest first. */
    @GET
    public Listing<KeyView> list(
            @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @DefaultValue("100") int limit) {
        return Listing.of(keys.list(actor.get()), KeyView::id, cursor, limit);
    }

    /** One key. */
    @GET
    @Path("/{id}")
    public KeyView get(@PathParam("id") String id) {
        return keys.get(actor.get(), id);
    }

    /** Makes a key; its text is shown in this answer only. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(KeyRequest request, @HeaderParam(Creations.HEADER) @Nullable String requestKey) {
        Checks.body(request);
        KeyView.WithText made = keys.create(actor.get(), request, requestKey);
        return secret(made.text() == null ? 200 : 201, made);
    }

    /** Changes what the request names. */
    @PATCH
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public KeyView change(@PathParam("id") String id, KeyChange change) {
        Checks.body(change);
        return keys.change(actor.get(), id, change);
    }

    /** Makes a successor of an own key; the old one lives on for the overlap. */
    @POST
    @Path("/{id}/rotate")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response rotate(@PathParam("id") String id, Rotation rotation) {
        Checks.body(rotation);
        Long hours = rotation.overlapHours();
        return secret(201, keys.rotate(actor.get(), id, Duration.ofHours(hours == null ? 24 : hours)));
    }

    /** Ends a key at once. */
    @DELETE
    @Path("/{id}")
    public void revoke(@PathParam("id") String id) {
        keys.revoke(actor.get(), id);
    }

    private static Response secret(int status, KeyView.WithText made) {
        return Response.status(status)
                .entity(made)
                .header("Cache-Control", "no-store")
                .header("Location", "/api/keys/" + made.key().id())
                .build();
    }

    /**
     * What shall change; null stays.
     *
     * @param name name for people
     * @param expiresAt end of its life
     * @param quota limits
     */
    record KeyChange(
            @Nullable String name,
            @Nullable Instant expiresAt,
            @Nullable Quota quota) {}

    /**
     * How a key is rotated.
     *
     * @param overlapHours how long the old key lives on, 0 to 720; 24 if null
     */
    record Rotation(@Nullable Long overlapHours) {}
}
