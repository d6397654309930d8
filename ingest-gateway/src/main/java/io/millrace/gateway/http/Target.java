package io.millrace.gateway.http;

import io.millrace.gateway.reply.Checked;
import io.millrace.gateway.reply.Reason;
import io.millrace.telemetry.Signal;
import io.vertx.core.http.HttpMethod;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a request is addressed to.
 *
 * @param integrationId id in the path, null for a bare path
 * @param signal signal in the path
 */
record Target(@Nullable String integrationId, Signal signal) {
    private static final Pattern PATH = Pattern.compile("(?:/otlp/([0-9A-Za-z_-]{1,64}))?/v1/([a-z]+)/?");
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
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            return Checked.refused(Reason.NOT_FOUND, "there is no such OTLP endpoint: " + ENDPOINT);
        }
        return Signal.ofWireName(matcher.group(2))
                .map(signal -> Checked.passed(new Target(matcher.group(1), signal)))
                .orElseGet(
                        () -> Checked.refused(Reason.NOT_FOUND, "the last part of the path is no signal: " + ENDPOINT));
    }
}
