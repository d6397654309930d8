package io.millrace.console.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.console.PublicUrl;
import io.millrace.console.access.Caller;
import io.millrace.console.query.Problem;
import io.millrace.console.query.http.ProblemException;
import io.millrace.console.query.http.QueryCalls;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The streamable HTTP transport of MCP without streams and sessions: every request is answered at once with JSON, which the
 * protocol allows, and no state is kept between requests (ADR 0075).
 */
@Path("/mcp")
@Blocking
class McpResource {
    private final QueryCalls calls;
    private final McpServer server;
    private final PublicUrl publicUrl;
    private final ObjectMapper json;

    McpResource(QueryCalls calls, McpServer server, PublicUrl publicUrl, ObjectMapper json) {
        this.calls = calls;
        this.server = server;
        this.publicUrl = publicUrl;
        this.json = json;
    }

    /** One JSON-RPC message. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response message(
            byte[] body,
            @HeaderParam("Origin") @Nullable String origin,
            @HeaderParam("MCP-Protocol-Version") @Nullable String version,
            @Context RoutingContext http) {
        if (!isOurs(origin, http)) {
            // a page of another site must not use somebody's network position
            throw new ProblemException(Problem.of(
                    403,
                    "not-allowed",
                    "This origin may not ask",
                    "Pages of other sites cannot use the tools for agents."));
        }
        Caller caller = calls.caller(http);
        if (version != null && !McpServer.VERSIONS.contains(version)) {
            return answer(400, RpcAnswer.error(null, RpcAnswer.INVALID_REQUEST, "unknown protocol version"));
        }
        JsonNode message;
        try {
            message = json.readTree(body);
        } catch (JsonProcessingException e) {
            return answer(400, RpcAnswer.error(null, RpcAnswer.PARSE_ERROR, "the body is not JSON"));
        } catch (IOException e) {
            return answer(400, RpcAnswer.error(null, RpcAnswer.PARSE_ERROR, "the body cannot be read"));
        }
        Optional<RpcAnswer> answer = server.handle(caller, message);
        return answer.map(known -> answer(200, known))
                .orElseGet(() -> Response.accepted().build());
    }

    /** There is no stream to listen to. */
    @GET
    public Response listen() {
        return Response.status(405).header("Allow", "POST").build();
    }

    /** There is no session to end. */
    @DELETE
    public Response end() {
        return Response.status(405).header("Allow", "POST").build();
    }

    private boolean isOurs(@Nullable String origin, RoutingContext http) {
        if (origin == null) {
            return true;
        }
        String host = http.request().getHeader("Host");
        return origin.equals(publicUrl.base())
                || (host != null && authority(origin).equals(Optional.of(host)));
    }

    private static Optional<String> authority(String origin) {
        try {
            return Optional.ofNullable(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Response answer(int status, RpcAnswer answer) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header("Cache-Control", "no-store")
                .entity(answer)
                .build();
    }
}
