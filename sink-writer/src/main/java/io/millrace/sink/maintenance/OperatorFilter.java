package io.millrace.sink.maintenance;

import jakarta.inject.Provider;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** Lets requests with the operators' token pass. Where none is set there is no such API. */
@jakarta.ws.rs.ext.Provider
@Operator
class OperatorFilter implements ContainerRequestFilter {
    private static final String SCHEME = "Bearer ";

    private final Provider<MaintenanceConfig> config;

    /** Filters are made before the configuration is known. */
    OperatorFilter(Provider<MaintenanceConfig> config) {
        this.config = config;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Optional<String> token = config.get().operatorToken();
        if (token.isEmpty()) {
            request.abortWith(Problem.response(
                    Response.Status.NOT_FOUND, "The maintenance API is off: millrace.sink.operator-token is not set."));
        } else if (!matches(request.getHeaderString(HttpHeaders.AUTHORIZATION), token.get())) {
            request.abortWith(Problem.response(
                    Response.Status.UNAUTHORIZED, "This needs the operators' token: Authorization: Bearer <token>."));
        }
    }

    private static boolean matches(@org.jspecify.annotations.Nullable String header, String token) {
        return header != null
                && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        header.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8),
                        token.getBytes(StandardCharsets.UTF_8));
    }
}
