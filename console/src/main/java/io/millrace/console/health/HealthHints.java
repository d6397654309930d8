package io.millrace.console.health;

import io.millrace.console.health.IntegrationHealth.SignalHealth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says in sentences why something does not arrive and what to do about it. */
final class HealthHints {
    private static final String DISABLED =
            "This integration is switched off, so that everything sent to it is refused.";
    private static final String NOTHING = "Nothing has arrived yet. A client reads its settings when it starts:"
            + " start it anew, then send one prompt. CLAUDE_CODE_OTEL_DIAG_STDERR=1 shows export errors.";
    private static final String NO_SPANS = "No spans yet because Claude Code sends them only with"
            + " CLAUDE_CODE_ENHANCED_TELEMETRY_BETA=1 and OTEL_TRACES_EXPORTER=otlp. Turn spans on in Setup.";
    private static final String NO_LOGS = "No logs yet because no client has OTEL_LOGS_EXPORTER=otlp.";
    private static final String NO_METRICS = "No metrics yet because clients send them once in an interval, 60 s unless"
            + " set otherwise, and only with OTEL_METRICS_EXPORTER=otlp.";

    /** What the gateway's reasons mean; one that is not here is shown as it is. */
    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry(
                    "ambiguous_integration",
                    "The key serves several integrations: send to the endpoint shown in Setup."),
            Map.entry("malformed_key", "The Authorization header is not one whole key: copy it again."),
            Map.entry("unknown_key", "The key is not one of this installation's."),
            Map.entry("revoked_key", "The key was revoked: give the clients a new one."),
            Map.entry("expired_key", "The key has expired: give the clients a new one."),
            Map.entry("removed_user", "The user who made the key was removed: an owner must make a new one."),
            Map.entry("wrong_key_type", "The key is for questions or administration: use one of the kind ingest."),
            Map.entry("not_an_owner", "The user who made the key is no owner now: an owner must make a new one."),
            Map.entry("wrong_integration", "The key belongs to another integration than the endpoint."),
            Map.entry("integration_disabled", DISABLED),
            Map.entry("organization_disabled", "The organization is switched off."),
            Map.entry("unsupported_media_type", "It was not JSON: set OTEL_EXPORTER_OTLP_PROTOCOL=http/json."),
            Map.entry("unsupported_charset", "The text was not UTF-8."),
            Map.entry("unsupported_encoding", "It was compressed otherwise than with gzip."),
            Map.entry("malformed_body", "The body is not OTLP/JSON."),
            Map.entry("malformed_gzip", "The compressed body was cut or damaged on its way."),
            Map.entry(
                    "body_too_large",
                    "The request was larger than the gateway takes: let clients send smaller batches."),
            Map.entry("over_quota", "A hard limit was reached: raise it or send less."),
            Map.entry("overloaded", "The gateway was busy; clients send such requests again by themselves."),
            Map.entry(
                    "kafka_unavailable",
                    "The broker was slow or gone; clients send such requests again by themselves."));

    private HealthHints() {}

    /** What a reason means, or the reason itself. */
    static String ofReason(String reason) {
        return Objects.requireNonNullElse(REASONS.get(reason), reason);
    }

    /** The signals, each that is missing with the reason for it. */
    static List<SignalHealth> explained(List<SignalHealth> signals, boolean enabled) {
        boolean anything = signals.stream().anyMatch(signal -> signal.acceptedRequests() > 0);
        return signals.stream()
                .map(signal -> signal.acceptedRequests() > 0
                        ? signal
                        : signal.nothingBecause(because(signal, anything, enabled)))
                .toList();
    }

    /** Each sentence once, for the integration as a whole. */
    static List<String> of(List<SignalHealth> explained, boolean enabled) {
        List<String> hints = new ArrayList<>();
        if (!enabled) {
            hints.add(DISABLED);
        }
        for (SignalHealth signal : explained) {
            addOnce(hints, signal.nothingBecause());
            addOnce(hints, signal.nothingBecause() == null && failsNow(signal) ? signal.lastRejectedHint() : null);
        }
        return hints;
    }

    private static String because(SignalHealth signal, boolean anything, boolean enabled) {
        String refused = signal.lastRejectedHint();
        if (!enabled) {
            return DISABLED;
        }
        if (refused != null) {
            return refused;
        }
        if (!anything) {
            return NOTHING;
        }
        return switch (signal.signal()) {
            case "traces" -> NO_SPANS;
            case "logs" -> NO_LOGS;
            default -> NO_METRICS;
        };
    }

    private static boolean failsNow(SignalHealth signal) {
        return signal.lastRejected() != null
                && signal.lastAccepted() != null
                && signal.lastRejected().isAfter(signal.lastAccepted());
    }

    private static void addOnce(List<String> hints, @Nullable String hint) {
        if (hint != null && !hints.contains(hint)) {
            hints.add(hint);
        }
    }
}
