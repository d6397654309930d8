package io.millrace.telemetry.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;

/** How the JSON parser is set up, and what its errors are called; they quote the input, ours do not. */
final class JsonText {
    private static final String NOT_JSON = "the body is not valid JSON";
    private static final int NO_LIMIT = -1;

    private JsonText() {}

    /** A factory of strict parsers with every limit set. */
    static JsonFactory factory(OtlpLimits limits) {
        StreamReadConstraints constraints = StreamReadConstraints.builder()
                .maxNestingDepth(limits.maxJsonDepth())
                .maxNameLength(limits.maxNameBytes())
                .maxNumberLength(limits.maxNumberLength())
                .maxStringLength(Integer.MAX_VALUE) // our own limit refuses a record, this one would refuse the body
                .maxDocumentLength(NO_LIMIT) // the body is in memory: its size is limited where it is received
                .maxTokenCount(NO_LIMIT)
                .build();
        return new JsonFactoryBuilder()
                .streamReadConstraints(constraints)
                .disable(JsonFactory.Feature.CHARSET_DETECTION) // UTF-8 only
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES) // names are the sender's choice
                .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW) // no error that depends on a hash seed
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                .enable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
                .build();
    }

    /** What to say of a body that is not UTF-8. */
    static String notUtf8(byte[] body) {
        return first(body, 0) == 0x1F && first(body, 1) == 0x8B
                ? "the body is gzip, but the request has no header Content-Encoding: gzip"
                : "the body is not valid UTF-8; OTLP/JSON must be sent in UTF-8";
    }

    /** What to say of a body that is no JSON. */
    static String describe(JsonFault.Kind fault, byte[] body, int start) {
        if (fault == JsonFault.Kind.LIMIT) {
            return "the JSON exceeds a limit: its nesting is too deep, or a member name or a number is too long";
        }
        if (body.length == start) {
            return "the body is empty; expected a JSON object";
        }
        if (fault == JsonFault.Kind.CUT_OFF) {
            return "the JSON ends too early: the body seems to be cut off";
        }
        if (first(body, start) == '\n' && first(body, start + 1) != '{') {
            return NOT_JSON + "; binary protobuf is not supported, set OTEL_EXPORTER_OTLP_PROTOCOL=http/json";
        }
        return NOT_JSON + "; expected strict JSON without comments, trailing commas, single quotes, NaN or Infinity";
    }

    private static int first(byte[] body, int index) {
        return index < body.length ? body[index] & 0xFF : -1;
    }
}
