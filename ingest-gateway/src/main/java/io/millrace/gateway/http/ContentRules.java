package io.millrace.gateway.http;

import io.millrace.gateway.reply.Checked;
import io.millrace.gateway.reply.Reason;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a body may be, from the header alone: OTLP/JSON in UTF-8, plain or gzip. */
final class ContentRules {
    private static final String SET_JSON = "set OTEL_EXPORTER_OTLP_PROTOCOL=http/json";

    private ContentRules() {}

    /** Coding of a body. */
    enum Coding {
        /** As it is. */
        IDENTITY,
        /** Compressed with gzip. */
        GZIP
    }

    /**
     * The coding, if type and coding are ones that are taken.
     *
     * @param contentType value of {@code Content-Type}, null if it is missing
     * @param contentEncodings values of all {@code Content-Encoding} fields
     */
    static Checked<Coding> check(@Nullable String contentType, List<String> contentEncodings) {
        if ("application/json".equals(contentType) && contentEncodings.isEmpty()) {
            return Checked.passed(Coding.IDENTITY); // what nearly every request has
        }
        return mediaType(contentType).then(type -> coding(contentEncodings));
    }

    private static Checked<String> mediaType(@Nullable String contentType) {
        String[] parts = (contentType == null ? "" : contentType)
                .toLowerCase(Locale.ROOT)
                .split(";", -1);
        String type = parts[0].strip();
        if (type.equals("application/x-protobuf") || type.equals("application/protobuf")) {
            return unsupportedType("binary protobuf is not supported: " + SET_JSON);
        }
        if (type.startsWith("application/grpc")) {
            return unsupportedType("gRPC is not supported: " + SET_JSON);
        }
        if (!type.equals("application/json")) {
            return unsupportedType("Content-Type must be application/json: " + SET_JSON);
        }
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().replace("\"", "");
            if (parameter.startsWith("charset=")
                    && !parameter.equals("charset=utf-8")
                    && !parameter.equals("charset=utf8")) {
                return Checked.refused(
                        Reason.UNSUPPORTED_CHARSET, "the charset of JSON is UTF-8: leave the parameter out");
            }
        }
        return Checked.passed(type);
    }

    private static Checked<Coding> coding(List<String> values) {
        if (values.isEmpty()) {
            return Checked.passed(Coding.IDENTITY);
        }
        if (values.size() > 1 || values.get(0).indexOf(',') >= 0) {
            return Checked.refused(Reason.UNSUPPORTED_ENCODING, "a body may be compressed once only, with gzip");
        }
        return switch (values.get(0).strip().toLowerCase(Locale.ROOT)) {
            case "gzip", "x-gzip" -> Checked.passed(Coding.GZIP);
            case "identity", "" -> Checked.passed(Coding.IDENTITY);
            default ->
                Checked.refused(
                        Reason.UNSUPPORTED_ENCODING,
                        "Content-Encoding must be gzip or none: set OTEL_EXPORTER_OTLP_COMPRESSION=gzip");
        };
    }

    private static <T> Checked<T> unsupportedType(String message) {
        return Checked.refused(Reason.UNSUPPORTED_MEDIA_TYPE, message);
    }
}
