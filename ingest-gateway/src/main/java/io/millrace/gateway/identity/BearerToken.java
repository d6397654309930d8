package io.millrace.gateway.identity;

import io.millrace.gateway.reply.Checked;
import io.millrace.gateway.reply.Reason;
import io.millrace.telemetry.key.ApiKey;
import java.util.List;

/** Reads the key from the {@code Authorization} header; garbage ends here, before any look-up (AUTH-2, AUTH-6). */
final class BearerToken {
    private static final String SCHEME = "bearer";
    private static final String ENCODED = "bearer%20";
    private static final String EXPECTED = "expected one header 'Authorization: Bearer <API key>'";

    private BearerToken() {}

    /**
     * The key in the header, if its form and its own check are right.
     *
     * @param values values of all {@code Authorization} header fields of the request
     */
    static Checked<ApiKey> read(List<String> values) {
        if (values.isEmpty() || (values.size() == 1 && values.get(0).isBlank())) {
            return Checked.refused(
                    Reason.MISSING_KEY, "no API key: " + EXPECTED + "; set it in OTEL_EXPORTER_OTLP_HEADERS");
        }
        if (values.size() > 1) {
            return malformed("several Authorization headers: " + EXPECTED);
        }
        String value = values.get(0).strip();
        if (value.regionMatches(true, 0, ENCODED, 0, ENCODED.length())) {
            return malformed("the blank after Bearer came as %20: write it as a blank in OTEL_EXPORTER_OTLP_HEADERS");
        }
        if (!value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                || value.length() == SCHEME.length()
                || !Character.isWhitespace(value.charAt(SCHEME.length()))) {
            return malformed("this is no bearer token: " + EXPECTED);
        }
        return ApiKey.parse(value.substring(SCHEME.length()).strip())
                .map(Checked::passed)
                .orElseGet(() -> malformed("this is no API key: a character is missing, changed or added"));
    }

    private static Checked<ApiKey> malformed(String message) {
        return Checked.refused(Reason.MALFORMED_KEY, message);
    }
}
