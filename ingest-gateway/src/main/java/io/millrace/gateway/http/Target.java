package io.millrace.gateway.http;

import io.millrace.gateway.reply.Checked;
import io.millrace.gateway.reply.Reason;
import io.millrace.telemetry.Signal;
import io.vertx.core.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/**
 * Where a request is addressed to.
 *
 * @param integrationId id in the path, null for a bare path
 * @param signal signal in the path
 */
record Target(@Nullable String integrationId, Signal signal) {
    private static final String PREFIX = "/otlp/";
    private static final String VERSION = "/v1/";
    private static final int MAX_ID_CHARS = 64;
    private static final String ENDPOINT = "the path is /otlp/<integration id>/v1/<logs, metrics or traces>:"
            + " set OTEL_EXPORTER_OTLP_ENDPOINT to https://<host>/otlp/<integration id>";

    /** Whether the gateway answers for this path at all; the console's paths are its own. */
    static boolean isOurs(String path, HttpMethod method) {
        return path.startsWith("/otlp/")
                || (path.equals("/") && method.equals(HttpMethod.POST)) // an endpoint without its path (J19)
                || path.startsWith("/v1/")
                || path.equals("/otlp")
                || path.equals("/v1")
                || path.startsWith("/v1development/");
    }

    /** Reads a path that is ours. */
    static Checked<Target> of(String path) {
        if (path.startsWith("/v1development/") || path.endsWith("/v1development/profiles")) {
            return Checked.refused(
                    Reason.NOT_FOUND, "profiles are not supported: the signals are logs, metrics and traces");
        }
        @Nullable String id = null;
        int version = 0;
        if (path.startsWith(PREFIX)) {
            version = path.indexOf('/', PREFIX.length());
            if (version < 0 || !isId(path, PREFIX.length(), version)) {
                return noEndpoint();
            }
            id = path.substring(PREFIX.length(), version);
        }
        return path.startsWith(VERSION, version) ? signal(id, path, version + VERSION.length()) : noEndpoint();
    }

    private static Checked<Target> signal(@Nullable String id, String path, int start) {
        int end = path.endsWith("/") ? path.length() - 1 : path.length();
        for (int i = start; i < end; i++) {
            if (path.charAt(i) < 'a' || path.charAt(i) > 'z') {
                return noEndpoint();
            }
        }
        if (start >= end) {
            return noEndpoint();
        }
        return Signal.ofWireName(path.substring(start, end))
                .map(signal -> Checked.passed(new Target(id, signal)))
                .orElseGet(
                        () -> Checked.refused(Reason.NOT_FOUND, "the last part of the path is no signal: " + ENDPOINT));
    }

    private static boolean isId(String path, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!isIdChar(path.charAt(i))) {
                return false;
            }
        }
        return end > start && end - start <= MAX_ID_CHARS;
    }

    private static boolean isIdChar(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }

    private static Checked<Target> noEndpoint() {
        return Checked.refused(Reason.NOT_FOUND, "there is no such OTLP endpoint: " + ENDPOINT);
    }
}
