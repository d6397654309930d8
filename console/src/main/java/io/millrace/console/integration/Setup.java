package io.millrace.console.integration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a person needs to point clients at an integration.
 *
 * @param endpoint where clients send to
 * @param keyPlaceholder text in the documents in whose place the key goes
 * @param documents files to copy or download
 * @param notes what to know besides
 */
record Setup(String endpoint, String keyPlaceholder, List<Document> documents, List<String> notes) {
    private static final ObjectWriter JSON = new ObjectMapper()
            .writer(new DefaultPrettyPrinter()
                    .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                    .withSeparators(com.fasterxml.jackson.core.util.Separators.createDefaultInstance()
                            .withObjectFieldValueSpacing(com.fasterxml.jackson.core.util.Separators.Spacing.AFTER)));

    /** Copies the lists. */
    Setup {
        documents = List.copyOf(documents);
        notes = List.copyOf(notes);
    }

    /** The set-up for an endpoint. */
    static Setup of(String endpoint, SettingsBlock.Capture capture) {
        Map<String, String> env = SettingsBlock.environment(endpoint, Optional.empty(), capture);
        String settings = settingsFile(env);
        return new Setup(
                endpoint,
                SettingsBlock.KEY_PLACEHOLDER,
                List.of(
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
                                generic(endpoint))),
                List.of(
                        "The managed settings file has the highest precedence; users cannot override it.",
                        "Project settings (.claude/settings.json in a repository) do not work: recent clients ignore"
                                + " telemetry variables there.",
                        "A client reads its settings when it starts. Sessions that run already go on without.",
                        "Only JSON over HTTP is taken. Without OTEL_EXPORTER_OTLP_PROTOCOL=http/json the client sends"
                                + " protobuf and gets 415."));
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
    private static String generic(String endpoint) {
        Map<String, String> env = new LinkedHashMap<>();
        env.put("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);
        env.put("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json");
        env.put("OTEL_EXPORTER_OTLP_HEADERS", "Authorization=Bearer%20" + SettingsBlock.KEY_PLACEHOLDER);
        env.put("OTEL_LOGS_EXPORTER", "otlp");
        env.put("OTEL_METRICS_EXPORTER", "otlp");
        env.put("OTEL_TRACES_EXPORTER", "otlp");
        return exports(env);
    }

    /**
     * A file for clients.
     *
     * @param id word for it
     * @param title name for people
     * @param fileName name for a download
     * @param mediaType media type of a download
     * @param places where it goes
     * @param text its text
     */
    record Document(String id, String title, String fileName, String mediaType, List<String> places, String text) {
        Document {
            places = List.copyOf(places);
        }
    }
}
