package io.millrace.normalizer.split;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.normalizer.event.RawOrigin;
import io.millrace.redaction.CompiledPolicy;
import io.millrace.redaction.HmacKeys;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import io.millrace.telemetry.otlp.OtlpLimits;
import io.millrace.telemetry.topic.RawHeaders;
import io.millrace.telemetry.topic.RequestDigest;
import io.millrace.testkit.capture.Capture;
import io.millrace.testkit.capture.Captures;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the client withheld, in real requests sent with its switches off. */
class ClientMarkersTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MARKER = "<REDACTED>";

    @Nested
    class WhenAllSwitchesAreOff {
        private final List<JsonNode> logs = events("claude-code/redact-all", Signal.LOGS);
        private final List<JsonNode> spans = events("claude-code/redact-all", Signal.TRACES);

        @Test
        void listsTheLiteralsThatTheClientSent() {
            assertThat(named(logs, "user_prompt")).isNotEmpty().allSatisfy(event -> {
                assertThat(event.at("/attributes/prompt").asText()).isEqualTo(MARKER);
                assertThat(redacted(event)).contains("attributes.prompt client", "attributes.prompt_text client");
            });
            assertThat(named(logs, "assistant_response"))
                    .isNotEmpty()
                    .allSatisfy(event -> assertThat(redacted(event)).containsExactly("attributes.response client"));
            assertThat(named(spans, "claude_code.interaction"))
                    .isNotEmpty()
                    .allSatisfy(event -> assertThat(redacted(event)).containsExactly("attributes.user_prompt client"));
        }

        @Test
        void marksTheInputOfEveryToolResult() {
            assertThat(named(logs, "tool_result")).isNotEmpty().allSatisfy(event -> {
                assertThat(event.at("/attributes/tool_input").asText()).isEqualTo(MARKER);
                assertThat(redacted(event)).contains("attributes.tool_input client");
            });
        }

        @Test
        void marksParametersOnlyOfToolsThatSendThem() {
            assertThat(toolsWith(logs, "tool_decision", "tool_parameters")).containsExactly("Bash");
            assertThat(toolsWith(logs, "tool_result", "tool_parameters")).containsExactly("Bash");
        }

        @Test
        void marksNoErrorWhereNothingFailed() {
            assertThat(named(logs, "tool_result"))
                    .allSatisfy(event ->
                            assertThat(event.at("/attributes").has("error")).isFalse());
        }

        @Test
        void marksCommandsAndPathsOfToolSpans() {
            assertThat(toolsWith(spans, "claude_code.tool", "full_command")).containsExactly("Bash");
            assertThat(toolsWith(spans, "claude_code.tool", "file_path")).containsExactly("Edit", "Read", "Write");
        }

        @Test
        void leavesMetricsAlone() {
            assertThat(events("claude-code/redact-all", Signal.METRICS))
                    .isNotEmpty()
                    .allSatisfy(event -> assertThat(event.has("redacted")).isFalse());
        }
    }

    @Nested
    class WhenOnlyToolDetailsAreOff {
        @Test
        void marksTheCommandInsideTheOutputOfATool() {
            List<JsonNode> spans = events("claude-code/redact-no-tool-details", Signal.TRACES);

            List<String> paths =
                    spans.stream().flatMap(event -> redacted(event).stream()).toList();

            assertThat(paths)
                    .contains("events[0].attributes.bash_command client", "events[0].attributes.file_path client");
        }

        @Test
        void doesNotMarkPrompts() {
            List<JsonNode> prompts = named(events("claude-code/redact-no-tool-details", Signal.LOGS), "user_prompt");

            assertThat(prompts)
                    .isNotEmpty()
                    .allSatisfy(event -> assertThat(event.has("redacted")).isFalse());
        }
    }

    @Test
    void marksTheErrorOfAFailureWhenDetailsAreOff() {
        List<JsonNode> events = events(Signal.LOGS, body("com.anthropic.claude_code.events", """
                {"body":{"stringValue":"claude_code.tool_result"},"attributes":[
                 {"key":"tool_name","value":{"stringValue":"Read"}},{"key":"success","value":{"stringValue":"false"}}]}
                """));

        assertThat(redacted(events.get(0))).containsExactly("attributes.tool_input client", "attributes.error client");
        assertThat(events.get(0).at("/error").asText()).isEqualTo(MARKER);
    }

    @Test
    void marksNothingOnceTheRequestShowsThatTheSwitchIsOn() {
        List<JsonNode> events = events(Signal.LOGS, body("com.anthropic.claude_code.events", """
                {"body":{"stringValue":"claude_code.tool_result"},"attributes":[
                 {"key":"tool_name","value":{"stringValue":"Read"}},{"key":"success","value":{"stringValue":"true"}}]},
                {"body":{"stringValue":"claude_code.hook_registered"},"attributes":[
                 {"key":"hook_matcher","value":{"stringValue":"Bash"}}]}
                """));

        assertThat(events).allSatisfy(event -> assertThat(event.has("redacted")).isFalse());
    }

    @Test
    void marksNothingOfOtherClients() {
        List<JsonNode> events = events(Signal.LOGS, body("my.own.scope", """
                {"body":{"stringValue":"claude_code.tool_result"},"attributes":[
                 {"key":"tool_name","value":{"stringValue":"Read"}},{"key":"success","value":{"stringValue":"true"}}]}
                """));

        assertThat(events.get(0).has("redacted")).isFalse();
    }

    @Test
    void marksNothingWhenAllSwitchesAreOn() {
        for (String scenario :
                List.of("claude-code/seed-tools", "claude-code/seed-failures", "claude-code/traces-tools")) {
            assertThat(events(scenario, Signal.LOGS))
                    .isNotEmpty()
                    .allSatisfy(event -> assertThat(event.has("redacted")).isFalse());
        }
    }

    @Test
    void knowsAnEventByAnyOfItsNames() {
        String attributes = "{\"key\":\"tool_name\",\"value\":{\"stringValue\":\"Read\"}},"
                + "{\"key\":\"success\",\"value\":{\"stringValue\":\"true\"}}";
        String byEventName = "{\"eventName\":\"claude_code.tool_result\",\"attributes\":[" + attributes + "]}";
        String byAttribute = "{\"body\":{\"stringValue\":\"text\"},\"attributes\":[" + attributes
                + ",{\"key\":\"event.name\",\"value\":{\"stringValue\":\"tool_result\"}}]}";

        List<JsonNode> events =
                events(Signal.LOGS, body("com.anthropic.claude_code.events", byEventName + "," + byAttribute));

        assertThat(events)
                .hasSize(2)
                .allSatisfy(event -> assertThat(redacted(event)).containsExactly("attributes.tool_input client"));
    }

    @Test
    void marksTheErrorOfAServerThatDidNotConnect() {
        List<JsonNode> events = events(Signal.LOGS, body("com.anthropic.claude_code.events", """
                {"body":{"stringValue":"claude_code.mcp_server_connection"},"attributes":[
                 {"key":"status","value":{"stringValue":"failed"}}]},
                {"body":{"stringValue":"claude_code.mcp_server_connection"},"attributes":[
                 {"key":"status","value":{"stringValue":"connected"}}]}
                """));

        assertThat(redacted(events.get(0))).containsExactly("attributes.server_name client", "attributes.error client");
        assertThat(redacted(events.get(1))).containsExactly("attributes.server_name client");
    }

    @Test
    void notesNamesThatTheClientReplacedAndKeepsWhatStandsThere() {
        List<JsonNode> events = events(Signal.LOGS, body("com.anthropic.claude_code.events", """
                {"body":{"stringValue":"claude_code.skill_activated"},"attributes":[
                 {"key":"skill.name","value":{"stringValue":"custom_skill"}},
                 {"key":"plugin.name","value":{"stringValue":"third-party"}}]},
                {"body":{"stringValue":"claude_code.user_prompt"},"attributes":[
                 {"key":"command_name","value":{"stringValue":"custom"}}]},
                {"body":{"stringValue":"claude_code.skill_activated"},"attributes":[
                 {"key":"skill.name","value":{"stringValue":"review"}},{"key":"other","value":{"stringValue":"custom"}}]}
                """));

        assertThat(redacted(events.get(0)))
                .containsExactly("attributes.skill.name client", "attributes.plugin.name client");
        assertThat(events.get(0).at("/skill_name").asText()).isEqualTo("custom_skill");
        assertThat(redacted(events.get(1))).containsExactly("attributes.command_name client");
        assertThat(events.get(2).has("redacted")).isFalse();
    }

    @Test
    void notesReplacedNamesOnMetrics() {
        List<JsonNode> events = events(Signal.METRICS, """
                {"resourceMetrics":[{"scopeMetrics":[{"scope":{"name":"com.anthropic.claude_code"},"metrics":[
                 {"name":"claude_code.cost.usage","sum":{"aggregationTemporality":1,"dataPoints":[
                  {"timeUnixNano":"1800000000000000000","asDouble":1.5,"attributes":[
                   {"key":"mcp_server.name","value":{"stringValue":"custom"}}]}]}}]}]}]}
                """);

        assertThat(redacted(events.get(0))).containsExactly("attributes.mcp_server.name client");
    }

    @Test
    void notesErrorsThatTheClientReplacedByTheirKind() {
        String span = """
                {"resourceSpans":[{"scopeSpans":[{"scope":{"name":"com.anthropic.claude_code.tracing"},"spans":[
                 {"traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"0102030405060708","name":"%s",
                  "startTimeUnixNano":"1800000000000000000","endTimeUnixNano":"1800000000000000001",
                  "status":{"code":2,"message":"%s"},
                  "attributes":[{"key":"error","value":{"stringValue":"%2$s"}}]}]}]}]}
                """;

        assertThat(redacted(events(Signal.TRACES, String.format(span, "claude_code.tool.execution", "ShellError"))
                        .get(0)))
                .containsExactly("attributes.error client", "status_message client");
        assertThat(events(Signal.TRACES, String.format(span, "claude_code.tool.execution", "exit code 1"))
                        .get(0)
                        .has("redacted"))
                .isFalse();
        assertThat(events(Signal.TRACES, String.format(span, "claude_code.llm_request", "APIError"))
                        .get(0)
                        .has("redacted"))
                .isFalse();
    }

    @Test
    void notesNoReplacementOnceTheRequestShowsThatTheSwitchIsOn() {
        List<JsonNode> events = events(Signal.LOGS, body("com.anthropic.claude_code.events", """
                {"body":{"stringValue":"claude_code.skill_activated"},"attributes":[
                 {"key":"skill.name","value":{"stringValue":"custom_skill"}}]},
                {"body":{"stringValue":"claude_code.plugin_loaded"},"attributes":[
                 {"key":"plugin.version","value":{"stringValue":"1.0"}}]}
                """));

        assertThat(events).allSatisfy(event -> assertThat(event.has("redacted")).isFalse());
    }

    private static String body(String scope, String records) {
        return "{\"resourceLogs\":[{\"scopeLogs\":[{\"scope\":{\"name\":\"" + scope + "\"},\"logRecords\":[" + records
                + "]}]}]}";
    }

    private static List<JsonNode> events(String scenario, Signal signal) {
        List<JsonNode> events = new ArrayList<>();
        for (Capture capture : Captures.json(scenario)) {
            if (capture.signal() == signal) {
                events.addAll(events(signal, new String(capture.body(), UTF_8)));
            }
        }
        return events;
    }

    private static List<JsonNode> events(Signal signal, String body) {
        RawHeaders headers = new RawHeaders("o", "i", "k", 1L, RequestDigest.of("i", new byte[0]), 0, 1, null);
        Splitter splitter =
                new Splitter(OtlpLimits.DEFAULT, "0123456789abcdef".getBytes(UTF_8), 8_000_000, Long.MAX_VALUE);
        CompiledPolicy policy =
                CompiledPolicy.compile(new RedactionPolicy(false, false, List.of()), new HmacKeys(new byte[16], "o"));
        return splitter
                .split(
                        new RawOrigin(headers, "t", 0, 0, 0),
                        signal,
                        body.getBytes(UTF_8),
                        new Treatment(policy, Erasure.NONE),
                        null)
                .events()
                .stream()
                .map(event -> tree(event.json()))
                .toList();
    }

    private static JsonNode tree(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<JsonNode> named(List<JsonNode> events, String name) {
        return events.stream()
                .filter(event -> event.at("/name").asText().equals(name))
                .toList();
    }

    private static List<String> redacted(JsonNode event) {
        List<String> entries = new ArrayList<>();
        event.at("/redacted")
                .forEach(entry -> entries.add(
                        entry.at("/path").asText() + " " + entry.at("/reason").asText()));
        return entries;
    }

    private static Set<String> toolsWith(List<JsonNode> events, String name, String key) {
        return named(events, name).stream()
                .filter(event -> event.at("/attributes/" + key).asText().equals(MARKER))
                .map(event -> event.at("/tool_name").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
