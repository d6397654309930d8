package io.millrace.console.account;

import io.millrace.console.ConsoleConfig;
import io.millrace.console.access.Access;
import io.millrace.console.access.Actor;
import io.millrace.console.access.ClientAddress;
import io.millrace.console.access.CurrentActor;
import io.millrace.console.access.SessionCookies;
import io.millrace.console.directory.AccountsDirectory;
import io.millrace.console.directory.DirectorySnapshot;
import io.millrace.console.problem.Checks;
import io.millrace.console.problem.ProblemException;
import io.millrace.console.store.Ids;
import io.millrace.console.store.Organization;
import io.millrace.console.store.User;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Signing in and out. */
@Path("/api/session")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
class SessionResource {
    private final SignInService signIn;
    private final SessionCookies cookies;
    private final AccountsDirectory accounts;
    private final CurrentActor actor;
    private final ConsoleConfig config;

    SessionResource(
            SignInService signIn,
            SessionCookies cookies,
            AccountsDirectory accounts,
            CurrentActor actor,
            ConsoleConfig config) {
        this.signIn = signIn;
        this.cookies = cookies;
        this.accounts = accounts;
        this.actor = actor;
        this.config = config;
    }

    /** Signs in; the answer's cookie is the session. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response signIn(Credentials credentials, @Context HttpServerRequest request) {
        Checks.body(credentials);
        String secret =
                signIn.signIn(credentials.user(), credentials.password(), ClientAddress.of(request), client(request));
        return signedIn(secret, 201);
    }

    /** How one can sign in here; for everybody. */
    @GET
    @Path("/options")
    public SignInOptions options() {
        ConsoleConfig.Oidc oidc = config.oidc();
        return new SignInOptions(
                true, oidc.enabled() ? new IdentityProvider(oidc.name(), ProviderResource.PATH) : null);
    }

    /** Who is signed in. */
    @GET
    @Access(personOnly = true, withGivenPassword = true)
    public Response session(@Context HttpServerRequest request) {
        return signedIn(cookies.secret(request).orElseThrow(), 200);
    }

    /** Signs out. */
    @DELETE
    @Access(personOnly = true, withGivenPassword = true)
    public Response signOut() {
        signIn.signOut(actor.get());
        return Response.noContent().cookie(cookies.noCookie()).build();
    }

    /** Where the user is signed in. */
    @GET
    @Path("/all")
    @Access(personOnly = true)
    public List<SessionView.Entry> sessions() {
        Actor who = actor.get();
        return accounts.snapshot().sessions().values().stream()
                .filter(session -> session.userId().equals(who.userId()))
                .map(session -> new SessionView.Entry(
                        session.tokenDigest().substring(0, 12),
                        session.createdAt(),
                        session.lastSeenAt(),
                        session.expiresAt(),
                        session.address(),
                        session.client(),
                        who.sessionDigest()
                                .filter(session.tokenDigest()::equals)
                                .isPresent()))
                .toList();
    }

    /** Signs out everywhere, here too. */
    @DELETE
    @Path("/all")
    @Access(personOnly = true)
    public Response signOutEverywhere() {
        signIn.signOutEverywhere(actor.get(), actor.get().userId());
        return Response.noContent().cookie(cookies.noCookie()).build();
    }

    /** Sets an own password; other sessions end. */
    @PUT
    @Path("/password")
    @Access(personOnly = true, withGivenPassword = true)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response setPassword(NewPassword request, @Context HttpServerRequest http) {
        Checks.body(request);
        return signedIn(signIn.setPassword(actor.get(), request.current(), request.password(), client(http)), 200);
    }

    /** The answer that carries a session's cookie. */
    Response signedIn(String secret, int status) {
        DirectorySnapshot snapshot = accounts.snapshot();
        User user = java.util.Optional.ofNullable(snapshot.sessions().get(Ids.digest(secret)))
                .flatMap(session -> snapshot.activeUser(session.userId()))
                .orElseThrow(() -> ProblemException.unauthorized("Your session has ended. Sign in again."));
        Organization organization = snapshot.organizations().get(user.organizationId());
        return Response.status(status)
                .entity(new SessionView(
                        user.id(),
                        user.name(),
                        user.displayName(),
                        user.role().name().toLowerCase(Locale.ROOT),
                        user.organizationId(),
                        organization == null ? "" : organization.displayName(),
                        user.mustSetPassword(),
                        SessionCookies.csrfToken(secret)))
                .cookie(cookies.cookie(secret, config.session().longest()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static @Nullable String client(HttpServerRequest request) {
        return request.getHeader(HttpHeaders.USER_AGENT);
    }

    /**
     * How one can sign in here.
     *
     * @param password whether name and password serve
     * @param identityProvider the organization's own sign-in, or null if there is none
     */
    record SignInOptions(boolean password, @Nullable IdentityProvider identityProvider) {}

    /**
     * A sign-in elsewhere.
     *
     * @param name what people call it
     * @param signInUrl where to send the browser
     */
    record IdentityProvider(String name, String signInUrl) {}

    /**
     * What a person signs in with.
     *
     * @param user sign-in name
     * @param password password, or the one-time password
     */
    record Credentials(@Nullable String user, @Nullable String password) {
        /** Hides the password. */
        @Override
        public String toString() {
            return "Credentials[" + user + "]";
        }
    }

    /**
     * A change of password.
     *
     * @param current the password so far
     * @param password the new one
     */
    record NewPassword(@Nullable String current, @Nullable String password) {
        /** Hides both. */
        @Override
        public String toString() {
            return "NewPassword[]";
        }
    }
}
