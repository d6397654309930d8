package io.millrace.console.account;

import io.millrace.console.access.Access;
import io.millrace.console.access.CurrentActor;
import io.millrace.console.creation.Listing;
import io.millrace.console.problem.Checks;
import io.millrace.console.problem.ProblemException;
import io.millrace.telemetry.directory.DirectoryRecord.Role;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** The users of an organization over HTTP, for owners and admins. */
@Path("/api/users")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Access({Role.OWNER, Role.ADMIN})
class UserResource {
    private final UserService users;
    private final CurrentActor actor;

    UserResource(UserService users, CurrentActor actor) {
        this.users = users;
        this.actor = actor;
    }

    /** Users by name. */
    @GET
    public Listing<UserView> list(
            @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @DefaultValue("100") int limit) {
        return Listing.of(users.list(actor.get()), UserView::id, cursor, limit);
    }

    /** One user. */
    @GET
    @Path("/{id}")
    public UserView get(@PathParam("id") String id) {
        return users.list(actor.get()).stream()
                .filter(user -> user.id().equals(id))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("user"));
    }

    /** Changes role or name. */
    @PATCH
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public UserView change(@PathParam("id") String id, UserChange change) {
        Checks.body(change);
        return users.change(actor.get(), id, change.role(), change.displayName());
    }

    /** Removes a user, or lets the asking user leave. */
    @DELETE
    @Path("/{id}")
    @Access
    public void remove(@PathParam("id") String id) {
        if (actor.get().role() == Role.MEMBER && !id.equals(actor.get().userId())) {
            throw ProblemException.forbidden("Members can only remove themselves.");
        }
        users.remove(actor.get(), id);
    }

    /** Gives a one-time password to hand over. */
    @POST
    @Path("/{id}/password-reset")
    public Response resetPassword(@PathParam("id") String id) {
        return Response.ok(new OneTimePassword(users.resetPassword(actor.get(), id)))
                .header("Cache-Control", "no-store")
                .build();
    }

    /** Ends all sessions of a user. */
    @DELETE
    @Path("/{id}/sessions")
    public void signOut(@PathParam("id") String id) {
        users.signOut(actor.get(), id);
    }

    /**
     * What shall change; null stays.
     *
     * @param role owner, admin or member
     * @param displayName name for people
     */
    record UserChange(@Nullable String role, @Nullable String displayName) {}

    /**
     * A password that serves to set an own one, for three days.
     *
     * @param oneTimePassword the password
     */
    record OneTimePassword(String oneTimePassword) {}
}
