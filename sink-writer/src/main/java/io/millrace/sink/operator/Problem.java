package io.millrace.sink.operator;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/**
 * Why a request was refused, as RFC 9457 says.
 *
 * @param title short and the same for each status
 * @param status HTTP status
 * @param detail what to do
 */
public record Problem(String title, int status, String detail) {

    /** An answer with this status and this reason. */
    public static Response response(Response.Status status, String detail) {
        Response.ResponseBuilder response = Response.status(status)
                .entity(new Problem(status.getReasonPhrase(), status.getStatusCode(), detail))
                .type("application/problem+json");
        if (status == Response.Status.UNAUTHORIZED) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (status == Response.Status.SERVICE_UNAVAILABLE) {
            response.header(HttpHeaders.RETRY_AFTER, 30);
        }
        return response.build();
    }
}
