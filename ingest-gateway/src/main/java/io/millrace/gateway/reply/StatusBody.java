package io.millrace.gateway.reply;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes {@code google.rpc.Status} as JSON (RES-5, RES-6). Bounded: 20 violations and 8 KiB of text at most (RES-7). */
public final class StatusBody {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MAX_VIOLATIONS = 20;
    private static final int MAX_TEXT_CHARS = 1_000;
    private static final int MAX_FIELD_CHARS = 300;

    private StatusBody() {}

    /**
     * The body of an error reply.
     *
     * @param requestId id that the operator can find in the log
     * @param retryAfterSeconds the wait that the {@code Retry-After} header names, 0 for replies without one
     */
    public static byte[] of(Refusal refusal, String requestId, int retryAfterSeconds) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("code", refusal.reason().rpcCode());
            json.writeStringField("message", cut(refusal.message(), MAX_TEXT_CHARS) + " (request " + requestId + ")");
            json.writeArrayFieldStart("details");
            writeInfo(json, refusal.reason(), requestId);
            if (retryAfterSeconds > 0) {
                json.writeStartObject();
                json.writeStringField("@type", "type.googleapis.com/google.rpc.RetryInfo");
                json.writeStringField("retryDelay", retryAfterSeconds + "s");
                json.writeEndObject();
            }
            if (!refusal.violations().isEmpty()) {
                writeViolations(json, refusal.violations());
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing a status body to memory", e);
        }
        return bytes.toByteArray();
    }

    private static void writeInfo(JsonGenerator json, Reason reason, String requestId) throws IOException {
        json.writeStartObject();
        json.writeStringField("@type", "type.googleapis.com/google.rpc.ErrorInfo");
        json.writeStringField("reason", reason.publicName());
        json.writeStringField("domain", "millrace.io");
        json.writeEndObject();
        json.writeStartObject();
        json.writeStringField("@type", "type.googleapis.com/google.rpc.RequestInfo");
        json.writeStringField("requestId", requestId);
        json.writeEndObject();
    }

    private static void writeViolations(JsonGenerator json, List<FieldViolation> violations) throws IOException {
        json.writeStartObject();
        json.writeStringField("@type", "type.googleapis.com/google.rpc.BadRequest");
        json.writeArrayFieldStart("fieldViolations");
        for (FieldViolation violation : violations.subList(0, Math.min(violations.size(), MAX_VIOLATIONS))) {
            json.writeStartObject();
            json.writeStringField("field", cut(violation.field(), MAX_FIELD_CHARS));
            json.writeStringField("description", cut(violation.description(), MAX_FIELD_CHARS));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static String cut(String text, int maxChars) {
        return text.length() <= maxChars ? text : text.substring(0, maxChars) + "…";
    }
}
