package io.millrace.console.access;

import io.millrace.console.problem.ProblemException;
import io.millrace.telemetry.directory.DirectoryRecord.KeyType;
import io.millrace.telemetry.directory.DirectoryRecord.Role;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets a request of the administration API pass if its actor may call the method, and says who the actor is. */
@Provider
@Access
class AccessFilter implements ContainerRequestFilter {
    private final ResourceInfo resource;
    private final CurrentVertxRequest http;
    private final CurrentActor current;
    private final CallerResolver keys;
    private final SignedIn signedIn;

    AccessFilter(
            ResourceInfo resource,
            CurrentVertxRequest http,
            CurrentActor current,
            CallerResolver keys,
            SignedIn signedIn) {
        this.resource = resource;
        this.http = http;
        this.current = current;
        this.keys = keys;
        this.signedIn = signedIn;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        Access access = access();
        HttpServerRequest request = http.getCurrent().request();
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        Actor actor = authorization == null ? bySession(request, access) : byKey(authorization, request, access);
        if (!Arrays.asList(access.value()).contains(actor.role())) {
            throw ProblemException.forbidden("This needs the role " + roles(access.value()) + "; you have "
                    + actor.role().name().toLowerCase(java.util.Locale.ROOT) + ".");
        }
        current.set(actor);
    }

    private Access access() {
        @Nullable Access ofMethod = resource.getResourceMethod().getAnnotation(Access.class);
        return ofMethod == null ? resource.getResourceClass().getAnnotation(Access.class) : ofMethod;
    }

    private Actor bySession(HttpServerRequest request, Access access) {
        return signedIn.actor(request, access.withGivenPassword());
    }

    private Actor byKey(String authorization, HttpServerRequest request, Access access) {
        CallerResolution resolution = keys.resolve(authorization);
        if (resolution instanceof CallerResolution.Refused refused) {
            throw ProblemException.refused(refused.httpStatus(), refused.detail());
        }
        Caller caller = ((CallerResolution.Known) resolution).caller();
        if (access.personOnly()) {
            throw ProblemException.forbidden("This needs a signed-in person; keys may not do it.");
        }
        if (caller.keyType() != KeyType.ADMIN) {
            throw ProblemException.forbidden("This needs a key of the kind admin.");
        }
        return new Actor(
                caller.organizationId(),
                caller.userId(),
                signedIn.userName(caller.userId()),
                caller.role(),
                Actor.Kind.KEY,
                ClientAddress.of(request),
                Optional.empty());
    }

    private static String roles(Role[] roles) {
        return String.join(
                " or ",
                Arrays.stream(roles)
                        .map(role -> role.name().toLowerCase(java.util.Locale.ROOT))
                        .toList());
    }
}
