package io.millrace.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.otlp.Rejection;
import io.millrace.telemetry.otlp.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes the JSON form of {@code Export<Signal>ServiceResponse}; a few bytes, and never more than a few KiB (RES-7). */
final class AcceptedBody {
    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] EVERYTHING = "{}".getBytes(US_ASCII);
    private static final int MAX_NAMED = 5;
    private static final int MAX_MESSAGE_CHARS = 2_000;

    private AcceptedBody() {}

    /** {@code {}} if everything was accepted without a warning, else with a {@code partialSuccess} (RES-2, PS-1, PS-5). */
    static byte[] of(Signal signal, Verdict.Decoded verdict) {
        if (verdict.rejectedRecords() == 0 && verdict.warnings().isEmpty()) {
            return EVERYTHING;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeObjectFieldStart("partialSuccess");
            json.writeStringField(rejectedField(signal), Integer.toString(verdict.rejectedRecords()));
            json.writeStringField("errorMessage", message(verdict));
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing a response body to memory", e);
        }
        return bytes.toByteArray();
    }

    private static String rejectedField(Signal signal) {
        return switch (signal) {
            case LOGS -> "rejectedLogRecords";
            case METRICS -> "rejectedDataPoints";
            case TRACES -> "rejectedSpans";
        };
    }

    private static String message(Verdict.Decoded verdict) {
        StringBuilder message = new StringBuilder();
        List<Rejection> named = verdict.rejections()
                .subList(0, Math.min(MAX_NAMED, verdict.rejections().size()));
        for (Rejection rejection : named) {
            message.append(rejection.field())
                    .append(": ")
                    .append(rejection.description())
                    .append("; ");
        }
        int more = verdict.rejectedRecords() - named.size();
        if (more > 0) {
            message.append("and ").append(more).append(" more; ");
        }
        verdict.warnings().forEach(warning -> message.append(warning).append("; "));
        message.setLength(Math.min(message.length() - 2, MAX_MESSAGE_CHARS));
        return message.toString();
    }
}
