package io.millrace.console.integration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.millrace.console.integration.Setup.Document;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The texts of the files that point clients at an integration. */
final class SetupDocuments {
    private static final ObjectWriter JSON = new ObjectMapper()
            .writer(new DefaultPrettyPrinter()
                    .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                    .withSeparators(
                            Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER)));

    private SetupDocuments() {}

    /** All forms, the one for a single person first. */
    static List<Document> of(String endpoint, Map<String, String> env) {
        String settings = settingsFile(env);
        return List.of(
                new Document(
                        "user",
                        "For yourself",
                        "settings.json",
                        "application/json",
                        List.of("~/.claude/settings.json"),
                        settings),
                new Document(
                        "managed",
                        "For the whole organization",
                        "managed-settings.json",
                        "application/json",
                        List.of(
                                "Linux: /etc/claude-code/managed-settings.json",
                                "macOS: /Library/Application Support/ClaudeCode/managed-settings.json",
                                "Windows: C:\\Program Files\\ClaudeCode\\managed-settings.json",
                                "Windows, older clients: C:\\ProgramData\\ClaudeCode\\managed-settings.json"),
                        settings),
                new Document(
                        "environment",
                        "Environment variables",
                        "millrace.env.sh",
                        "text/x-shellscript",
                        List.of("Any shell, container or job that starts the agent"),
                        exports(env)),
                new Document(
                        "otlp",
                        "Other OTLP/JSON clients",
                        "otlp.env.sh",
                        "text/x-shellscript",
                        List.of("Any OpenTelemetry SDK that can send http/json"),
                        sdk(endpoint)),
                new Document(
                        "collector",
                        "OpenTelemetry Collector",
                        "millrace-exporter.yaml",
                        "application/yaml",
                        List.of("The exporters section of a Collector; name the exporter in its pipelines"),
                        collector(endpoint)));
    }

    private static String settingsFile(Map<String, String> env) {
        try {
            return JSON.writeValueAsString(Map.of("env", env)) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("texts cannot be written as JSON", e);
        }
    }

    private static String exports(Map<String, String> env) {
        return env.entrySet().stream()
                .map(entry ->
                        "export " + entry.getKey() + "='" + entry.getValue().replace("'", "'\\''") + "'\n")
                .collect(Collectors.joining());
    }

    /** Stock SDKs decode header values, so that the blank must be encoded; Claude Code does not decode. */
    private static String sdk(String endpoint) {
        Map<String, String> env = new LinkedHashMap<>();
        env.put("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);
        env.put("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json");
        env.put("OTEL_EXPORTER_OTLP_HEADERS", "Authorization=Bearer%20" + SettingsBlock.KEY_PLACEHOLDER);
        env.put("OTEL_LOGS_EXPORTER", "otlp");
        env.put("OTEL_METRICS_EXPORTER", "otlp");
        env.put("OTEL_TRACES_EXPORTER", "otlp");
        return exports(env);
    }

    private static String collector(String endpoint) {
        return """
                exporters:
                  otlphttp/millrace:
                    endpoint: "%s"
                    encoding: json
                    headers:
                      Authorization: "Bearer %s"
                """.formatted(endpoint, SettingsBlock.KEY_PLACEHOLDER);
    }
}
