package io.millrace.normalizer.split;

import io.millrace.redaction.Redaction;
import io.millrace.telemetry.otlp.AnyValue;
import io.millrace.telemetry.otlp.Attribute;
import io.millrace.telemetry.otlp.Scope;
import io.millrace.telemetry.otlp.Span;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Notes where Claude Code put a word of its own in the place of a name or an error because a switch is off. The value stays:
 * it says what kind of thing was hidden. Nothing is noted of a request that shows that the switch is on.
 */
final class ReplacedValues {
    private static final String METRICS_SCOPE = "com.anthropic.claude_code";
    private static final String TOOL_EXECUTION = "claude_code.tool.execution";
    private static final String ERROR = "error";

    /** What stands for names that are the user's own, by the attribute. */
    private static final Map<String, String> WORDS = Map.of(
            "skill.name", "custom_skill",
            "mcp_server.name", "custom",
            "mcp_tool.name", "custom",
            "plugin.name", "third-party",
            "marketplace.name", "third-party",
            "command_name", "custom");

    /** What stands for the text of an error of a tool: the name of its kind. */
    private static final Pattern KIND_OF_ERROR = Pattern.compile("[A-Z][A-Za-z0-9]*Error");

    private final boolean isSwitchOn;

    /** Looks at all records of a request. */
    ReplacedValues(List<ParsedRecord> records) {
        isSwitchOn = ClientMarkers.showThatTheSwitchIsOn(records);
    }

    /** Adds what was replaced in the record. */
    void note(ParsedRecord record, List<Redaction> found) {
        if (isSwitchOn) {
            return;
        }
        if (record instanceof ParsedRecord.Log log && isFrom(ClientMarkers.EVENTS_SCOPE, log.scope())) {
            names(log.log().attributes(), found);
        } else if (record instanceof ParsedRecord.Point point && isFrom(METRICS_SCOPE, point.scope())) {
            names(point.point().attributes(), found);
        } else if (record instanceof ParsedRecord.SpanRecord span
                && isFrom(ClientMarkers.TRACING_SCOPE, span.scope())) {
            names(span.span().attributes(), found);
            error(span.span(), found);
        }
    }

    private static void names(List<Attribute> attributes, List<Redaction> found) {
        for (Attribute attribute : attributes) {
            String word = WORDS.get(attribute.key());
            if (word != null
                    && attribute.value() instanceof AnyValue.Text text
                    && text.value().equals(word)) {
                note("attributes." + attribute.key(), found);
            }
        }
    }

    private static void error(Span span, List<Redaction> found) {
        if (!span.name().equals(TOOL_EXECUTION)) {
            return;
        }
        for (Attribute attribute : span.attributes()) {
            if (attribute.key().equals(ERROR)
                    && attribute.value() instanceof AnyValue.Text text
                    && KIND_OF_ERROR.matcher(text.value()).matches()) {
                note("attributes.error", found);
            }
        }
        if (KIND_OF_ERROR.matcher(span.statusMessage()).matches()) {
            note("status_message", found);
        }
    }

    private static void note(String path, List<Redaction> found) {
        found.add(new Redaction(path, Redaction.CLIENT));
    }

    private static boolean isFrom(String scopeName, Scope scope) {
        return scope.name().equals(scopeName);
    }
}
