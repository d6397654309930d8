package io.millrace.sink.operator;

import jakarta.inject.Provider;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Lets requests with the operators' token pass. */
@jakarta.ws.rs.ext.Provider
@Operator
class OperatorFilter implements ContainerRequestFilter {
    private final Provider<OperatorToken> token;

    /** Filters are made before the configuration is known. */
    OperatorFilter(Provider<OperatorToken> token) {
        this.token = token;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!token.get().isSet()) {
            request.abortWith(Problem.response(
                    Response.Status.NOT_FOUND, "The operators' API is off: millrace.sink.operator-token is not set."));
        } else if (!token.get().isIn(request.getHeaderString(HttpHeaders.AUTHORIZATION))) {
            request.abortWith(Problem.response(
                    Response.Status.UNAUTHORIZED, "This needs the operators' token: Authorization: Bearer <token>."));
        }
    }
}
