package io.millrace.console.integration;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person needs to point clients at an integration.
 *
 * @param endpoint where clients send to
 * @param keyPlaceholder text in the documents in whose place the key goes
 * @param documents files to copy or download
 * @param switches what can be left out, and what each captures
 * @param notes what to know besides
 */
record Setup(
        String endpoint, String keyPlaceholder, List<Document> documents, List<Switch> switches, List<String> notes) {
    /** Copies the lists. */
    Setup {
        documents = List.copyOf(documents);
        switches = List.copyOf(switches);
        notes = List.copyOf(notes);
    }

    /** The set-up for an endpoint. */
    static Setup of(String endpoint, SettingsBlock.Capture capture) {
        Map<String, String> env = SettingsBlock.environment(endpoint, Optional.empty(), capture);
        return new Setup(
                endpoint,
                SettingsBlock.KEY_PLACEHOLDER,
                SetupDocuments.of(endpoint, env),
                switches(capture),
                List.of(
                        "The managed settings file has the highest precedence; users cannot override it.",
                        "Project settings (.claude/settings.json in a repository) do not work: recent clients ignore"
                                + " telemetry variables there.",
                        "A client reads its settings when it starts. Sessions that run already go on without.",
                        "Only JSON over HTTP is taken. Without OTEL_EXPORTER_OTLP_PROTOCOL=http/json the client sends"
                                + " protobuf and gets 415.",
                        "What is switched off never leaves the client; where a value would have stood, reports show"
                                + " <REDACTED>."));
    }

    private static List<Switch> switches(SettingsBlock.Capture capture) {
        return List.of(
                new Switch(
                        "prompts",
                        "OTEL_LOG_USER_PROMPTS",
                        "Prompts and answers",
                        "Captures what people type to the agent and what it answers, word for word, with everything they"
                                + " paste.",
                        capture.prompts(),
                        null),
                new Switch(
                        "toolDetails",
                        "OTEL_LOG_TOOL_DETAILS",
                        "Tool details",
                        "Captures the arguments of tools: commands, file paths, error texts, names of MCP servers, skills"
                                + " and subagents.",
                        capture.toolDetails(),
                        null),
                new Switch(
                        "toolContent",
                        "OTEL_LOG_TOOL_CONTENT",
                        "Tool content",
                        "Captures what tools read and return, such as contents of files and output of commands; it acts on"
                                + " spans only.",
                        capture.toolContent(),
                        null),
                new Switch(
                        "spans",
                        "CLAUDE_CODE_ENHANCED_TELEMETRY_BETA",
                        "Spans",
                        "Captures how long each interaction, model call and tool call took and which belongs to which; the"
                                + " client calls this a beta.",
                        capture.spans(),
                        null),
                new Switch(
                        "metricsIntervalSeconds",
                        "OTEL_METRIC_EXPORT_INTERVAL",
                        "Metrics interval",
                        "Sets how often a client sends its counters; shorter means fresher numbers and more requests, and"
                                + " captures nothing more.",
                        capture.metricsInterval().isPresent(),
                        capture.metricsInterval().orElse(SettingsBlock.CLIENTS_METRICS_INTERVAL)));
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

    /**
     * A choice of the set-up.
     *
     * @param id name of its query parameter
     * @param variable environment variable that it sets
     * @param title name for people
     * @param sentence what it captures
     * @param on whether it is on in these documents
     * @param seconds its value if it is a time, else null
     */
    record Switch(
            String id,
            String variable,
            String title,
            String sentence,
            boolean on,
            @Nullable Integer seconds) {}
}
