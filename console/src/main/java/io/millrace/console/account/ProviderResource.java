package io.millrace.console.account;

import io.millrace.console.ConsoleConfig;
import io.millrace.console.PublicUrl;
import io.millrace.console.access.ClientAddress;
import io.millrace.console.access.SessionCookies;
import io.quarkus.oidc.OidcSession;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** The sign-in with an identity provider: sends the browser there and takes it back. */
@Path(ProviderResource.PATH)
@Blocking
class ProviderResource {
    /** Where the page's button leads, and where the provider sends the browser back to. */
    static final String PATH = "/api/session/identity-provider";

    private final ProviderSignIn signIn;
    private final SessionCookies cookies;
    private final PublicUrl publicUrl;
    private final ConsoleConfig config;
    private final OidcSession providerSession;

    ProviderResource(
            ProviderSignIn signIn,
            SessionCookies cookies,
            PublicUrl publicUrl,
            ConsoleConfig config,
            OidcSession providerSession) {
        this.signIn = signIn;
        this.cookies = cookies;
        this.publicUrl = publicUrl;
        this.config = config;
        this.providerSession = providerSession;
    }

    /** Reached only by whom the provider has vouched for; everybody else is sent to the provider first. */
    @GET
    @Authenticated
    public Uni<Response> signIn(@Context HttpServerRequest request) {
        ProviderClaims claims =
                ProviderClaims.of(providerSession.getIdToken(), config.oidc().groupsClaim());
        var outcome = signIn.signIn(claims, ClientAddress.of(request), request.getHeader(HttpHeaders.USER_AGENT));
        Response.ResponseBuilder response = Response.status(303)
                .header(HttpHeaders.LOCATION, publicUrl.base() + "/#" + outcome.pagePath())
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        outcome.session()
                .ifPresent(secret ->
                        response.cookie(cookies.cookie(secret, config.session().longest())));
        return providerSession.logout().replaceWith(response.build()); // its tokens have served
    }
}
