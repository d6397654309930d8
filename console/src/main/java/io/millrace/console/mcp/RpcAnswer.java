package io.millrace.console.mcp;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON-RPC 2.0 answer: a result or an error.
 *
 * @param jsonrpc version of JSON-RPC
 * @param id id of the request
 * @param result result
 * @param error error
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RpcAnswer(
        String jsonrpc,
        @Nullable JsonNode id,
        @Nullable Object result,
        @Nullable Map<String, Object> error) {
    static final int PARSE_ERROR = -32_700;
    static final int INVALID_REQUEST = -32_600;
    static final int METHOD_NOT_FOUND = -32_601;
    static final int INVALID_PARAMS = -32_602;

    static RpcAnswer result(@Nullable JsonNode id, Object result) {
        return new RpcAnswer("2.0", id, result, null);
    }

    static RpcAnswer error(@Nullable JsonNode id, int code, String message) {
        return new RpcAnswer("2.0", id, null, Map.of("code", code, "message", message));
    }
}
