package io.millrace.console.problem;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Turns errors below {@code /api} into problems. Other stages may share the process and answer in another form, so what is
 * not below {@code /api} is left as it was.
 */
final class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    @ServerExceptionMapper
    Response known(ProblemException exception) {
        Response.ResponseBuilder response = response(exception.problem());
        exception.retryAfterSeconds().ifPresent(seconds -> response.header(HttpHeaders.RETRY_AFTER, seconds));
        if (exception.problem().status() == 401) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return response.build();
    }

    @ServerExceptionMapper
    Response ofJaxRs(WebApplicationException exception, UriInfo uri) {
        Response original = exception.getResponse();
        if (original.hasEntity()) {
            return original;
        }
        if (!ours(uri)) {
            return original.getStatus() == 404 ? nobodys(original) : original;
        }
        int status = original.getStatus();
        String reason = Response.Status.fromStatusCode(status) == null
                ? "Error " + status
                : Response.Status.fromStatusCode(status).getReasonPhrase();
        String detail = status == 400 ? "The request cannot be read: is the body valid JSON?" : reason + ".";
        return response(Problem.of(status, "http-" + status, reason, detail)).build();
    }

    /** Senders of telemetry are the likeliest to be wrong here: they are told in OTLP's form of an error (RES-5). */
    private static Response nobodys(Response original) {
        return Response.fromResponse(original)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity("{\"code\":5,\"message\":\"there is nothing at this path\"}")
                .build();
    }

    @ServerExceptionMapper
    Response ofJson(MismatchedInputException exception, UriInfo uri) {
        String path = exception.getPathReference();
        String field = path.contains("\"") ? path.substring(path.indexOf('"')).replaceAll("[\"\\]]", "") : "body";
        return ours(uri)
                ? response(Problem.of(
                                400, "invalid", "Some fields are not right", field + " is not of the right form."))
                        .build()
                : Response.status(400).build();
    }

    @ServerExceptionMapper
    Response defect(RuntimeException exception, UriInfo uri) {
        if (!ours(uri)) {
            throw exception; // as if this mapper were not there
        }
        LOG.error("request failed, path=" + uri.getPath(), exception);
        return response(Problem.of(500, "defect", "Something went wrong here", "It was logged. Trying again may help."))
                .build();
    }

    private static boolean ours(UriInfo uri) {
        return uri.getPath().startsWith("/api/");
    }

    private static Response.ResponseBuilder response(Problem problem) {
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(problem);
    }
}
