package io.millrace.console.account;

import io.millrace.console.access.Access;
import io.millrace.console.access.ClientAddress;
import io.millrace.console.access.CurrentActor;
import io.millrace.console.creation.Creations;
import io.millrace.console.creation.Listing;
import io.millrace.console.problem.Checks;
import io.millrace.telemetry.directory.DirectoryRecord.Role;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Invitations over HTTP. */
@Path("/api/invitations")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
class InvitationResource {
    private final InvitationService invitations;
    private final SessionResource sessions;
    private final CurrentActor actor;

    InvitationResource(InvitationService invitations, SessionResource sessions, CurrentActor actor) {
        this.invitations = invitations;
        this.sessions = sessions;
        this.actor = actor;
    }

    /** Open invitations, newest first. */
    @GET
    @Access({Role.OWNER, Role.ADMIN})
    public Listing<UserView.Invitation> list(
            @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @DefaultValue("100") int limit) {
        return Listing.of(invitations.list(actor.get()), UserView.Invitation::id, cursor, limit);
    }

    /** Invites; the answer holds the link to hand over. */
    @POST
    @Access({Role.OWNER, Role.ADMIN})
    @Consumes(MediaType.APPLICATION_JSON)
    public Response invite(Request request, @HeaderParam(Creations.HEADER) @Nullable String requestKey) {
        Checks.body(request);
        UserView.Invitation made = invitations.invite(actor.get(), request, requestKey);
        return Response.status(made.link() == null ? 200 : 201)
                .entity(made)
                .header(HttpHeaders.LOCATION, "/api/invitations/" + made.id())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** One open invitation. */
    @GET
    @Path("/{id}")
    @Access({Role.OWNER, Role.ADMIN})
    public UserView.Invitation get(@PathParam("id") String id) {
        return invitations.get(actor.get(), id);
    }

    /** What a link stands for; whoever has the link may ask. */
    @POST
    @Path("/look-up")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response lookUp(Token token, @Context HttpServerRequest request) {
        Checks.body(token);
        return Response.ok(invitations.lookUp(token.token(), ClientAddress.of(request)))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** Withdraws an invitation. */
    @DELETE
    @Path("/{id}")
    @Access({Role.OWNER, Role.ADMIN})
    public void withdraw(@PathParam("id") String id) {
        invitations.withdraw(actor.get(), id);
    }

    /** Makes the user and signs in; whoever has the link may. */
    @POST
    @Path("/accept")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response accept(Acceptance acceptance, @Context HttpServerRequest request) {
        Checks.body(acceptance);
        String secret = invitations.accept(
                acceptance.token(),
                acceptance.displayName(),
                acceptance.password(),
                ClientAddress.of(request),
                request.getHeader(HttpHeaders.USER_AGENT));
        return sessions.signedIn(secret, 201);
    }

    /**
     * Whom to invite.
     *
     * @param signInName e-mail address or name
     * @param role owner, admin or member
     */
    record Request(@Nullable String signInName, @Nullable String role) {}

    /**
     * The secret of a link.
     *
     * @param token the part of the link behind {@code #/invitation/}
     */
    record Token(@Nullable String token) {
        /** Hides the secret. */
        @Override
        public String toString() {
            return "Token[]";
        }
    }

    /**
     * What an invited person sends.
     *
     * @param token secret of the link
     * @param displayName name for people
     * @param password own password
     */
    record Acceptance(
            @Nullable String token,
            @Nullable String displayName,
            @Nullable String password) {
        /** Hides the secrets. */
        @Override
        public String toString() {
            return "Acceptance[]";
        }
    }
}
