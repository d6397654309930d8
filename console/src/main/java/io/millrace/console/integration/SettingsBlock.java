package io.millrace.console.integration;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The variables that make Claude Code send to an integration, in the order in which the documentation lists them. */
public final class SettingsBlock {
    /** Stands where the key goes when it is not known: the console does not keep keys. */
    public static final String KEY_PLACEHOLDER = "<YOUR_API_KEY>";

    /** Seconds between two metric exports of a client that is told nothing. */
    static final int CLIENTS_METRICS_INTERVAL = 60;

    private SettingsBlock() {}

    /**
     * The variables.
     *
     * @param endpoint where to send to
     * @param key the key's text, if it is at hand
     * @param capture what to send
     */
    public static Map<String, String> environment(String endpoint, Optional<String> key, Capture capture) {
        Map<String, String> env = new LinkedHashMap<>();
        env.put("CLAUDE_CODE_ENABLE_TELEMETRY", "1");
        if (capture.spans()) {
            env.put("CLAUDE_CODE_ENHANCED_TELEMETRY_BETA", "1");
        }
        env.put("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);
        env.put("OTEL_EXPORTER_OTLP_HEADERS", "Authorization=Bearer " + key.orElse(KEY_PLACEHOLDER));
        env.put("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json");
        env.put("OTEL_LOGS_EXPORTER", "otlp");
        if (capture.toolContent()) {
            env.put("OTEL_LOG_TOOL_CONTENT", "1");
        }
        if (capture.toolDetails()) {
            env.put("OTEL_LOG_TOOL_DETAILS", "1");
        }
        if (capture.prompts()) {
            env.put("OTEL_LOG_USER_PROMPTS", "1");
        }
        env.put("OTEL_METRICS_EXPORTER", "otlp");
        capture.metricsInterval()
                .ifPresent(seconds -> env.put("OTEL_METRIC_EXPORT_INTERVAL", Long.toString(seconds * 1000L)));
        env.put("OTEL_TRACES_EXPORTER", "otlp");
        return env;
    }

    /**
     * What a client is asked to send.
     *
     * @param prompts texts of prompts
     * @param toolDetails names and arguments of tools
     * @param toolContent input and output of tools, on spans
     * @param spans spans at all
     * @param metricsInterval seconds between two metric exports, if not the client's own 60
     */
    public record Capture(
            boolean prompts,
            boolean toolDetails,
            boolean toolContent,
            boolean spans,
            Optional<Integer> metricsInterval) {
        /** Everything, at the client's own pace. */
        public static final Capture EVERYTHING = new Capture(true, true, true, true, Optional.empty());
    }
}
