package io.millrace.console.query.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.console.access.Caller;
import io.millrace.console.access.CallerResolution.Known;
import io.millrace.console.access.CallerResolution.Refused;
import io.millrace.console.access.CallerResolver;
import io.millrace.console.query.Problem;
import io.millrace.console.query.RunningQueries;
import io.millrace.telemetry.directory.DirectoryRecord.KeyType;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;

/** Takes a query's request apart and puts its answer together, the same way for every query resource. */
@ApplicationScoped
public class QueryCalls {
    private static final Pattern QUERY_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int UNAUTHORIZED = 401;

    private final CallerResolver callers;
    private final RunningQueries running;
    private final ObjectMapper json;

    QueryCalls(CallerResolver callers, RunningQueries running, ObjectMapper json) {
        this.callers = callers;
        this.running = running;
        this.json = json;
    }

    /**
     * Who asks.
     *
     * @throws ProblemException 401 or 403 without a key that may ask
     */
    public Caller caller(RoutingContext http) {
        var resolution = callers.resolve(http.request());
        if (resolution instanceof Refused refused) {
            throw new ProblemException(
                    Problem.of(refused.httpStatus(), "not-allowed", "The key does not open this", refused.detail()));
        }
        Caller caller = ((Known) resolution).caller();
        if (caller.keyType() == KeyType.INGEST) {
            throw new ProblemException(Problem.of(
                    403,
                    "not-allowed",
                    "The key does not open this",
                    "This is an ingest key, which only sends telemetry. Use a query key."));
        }
        return caller;
    }

    /**
     * The body as a JSON object.
     *
     * @throws ProblemException 400 if it is none
     */
    public JsonNode body(byte[] body) {
        try {
            JsonNode node = json.readTree(body);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new ProblemException(Problem.badRequest(
                    "The body is not JSON at line " + at.getLineNr() + ", column " + at.getColumnNr() + "."));
        } catch (IOException e) {
            throw new ProblemException(Problem.badRequest("The body cannot be read."));
        }
        throw new ProblemException(Problem.badRequest("The body must be a JSON object."));
    }

    /**
     * The id that the caller chose in {@code queryId}, or a new one.
     *
     * @throws ProblemException 400 if the chosen one is not of letters, digits, {@code _} and {@code -}
     */
    public String queryId(JsonNode body) {
        JsonNode chosen = body.path("queryId");
        if (chosen.isMissingNode() || chosen.isNull()) {
            return UUID.randomUUID().toString();
        }
        if (!chosen.isTextual() || !QUERY_ID.matcher(chosen.asText()).matches()) {
            throw new ProblemException(Problem.badRequest("queryId must be 1 to 64 letters, digits, '_' or '-'."));
        }
        return chosen.asText();
    }

    /**
     * The number in {@code limit}, or the standard one.
     *
     * @throws ProblemException 400 if it is out of bounds
     */
    public int limit(JsonNode body, int standard, int max) {
        JsonNode limit = body.path("limit");
        if (limit.isMissingNode() || limit.isNull()) {
            return standard;
        }
        if (!limit.isIntegralNumber() || limit.asLong() < 1 || limit.asLong() > max) {
            throw new ProblemException(Problem.badRequest("limit must be a whole number from 1 to " + max + "."));
        }
        return limit.asInt();
    }

    /** Cancels the query when its client goes away before the answer. */
    public void cancelWhenGone(RoutingContext http, String queryId, Caller caller) {
        http.addEndHandler(ended -> {
            if (ended.failed()) {
                running.cancel(queryId, caller);
            }
        });
    }

    /** An answer. */
    public Response ok(Object answer) {
        return Response.ok(answer, MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** An answer as a CSV file. */
    public Response csv(String csv) {
        return Response.ok(csv, "text/csv; charset=utf-8")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"report.csv\"")
                .build();
    }

    /** A problem. */
    public static Response problem(Problem problem) {
        Response.ResponseBuilder response =
                Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem.members());
        if (problem.status() == UNAUTHORIZED) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        Object retryAfter = problem.more().get("retryAfterSeconds");
        if (retryAfter != null) {
            response.header(HttpHeaders.RETRY_AFTER, retryAfter);
        }
        return response.build();
    }
}
