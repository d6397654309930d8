package io.millrace.normalizer.split;

import io.millrace.normalizer.event.EventNames;
import io.millrace.redaction.Redaction;
import io.millrace.telemetry.otlp.AnyValue;
import io.millrace.telemetry.otlp.Attribute;
import io.millrace.telemetry.otlp.LogRecord;
import io.millrace.telemetry.otlp.Scope;
import io.millrace.telemetry.otlp.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the marker where Claude Code left an attribute out because a switch is off. It does so only for this client's scopes,
 * only for attributes that are always there while the switch is on, and only if the request holds nothing else that the
 * switch governs.
 */
final class ClientMarkers {
    static final String EVENTS_SCOPE = "com.anthropic.claude_code.events";
    static final String TRACING_SCOPE = "com.anthropic.claude_code.tracing";
    private static final String TOOL_SPAN = "claude_code.tool";
    private static final String TOOL_OUTPUT = "tool.output";
    private static final AnyValue MARKER = new AnyValue.Text(Redaction.MARKER);

    private ClientMarkers() {}

    /** The records with markers; those without a gap are the same instances. */
    static List<ParsedRecord> mark(List<ParsedRecord> records) {
        if (showThatTheSwitchIsOn(records)) {
            return records;
        }
        List<ParsedRecord> marked = new ArrayList<>(records.size());
        for (ParsedRecord record : records) {
            marked.add(mark(record));
        }
        return marked;
    }

    /** Whether one of the records holds what the switch governs. */
    static boolean showThatTheSwitchIsOn(List<ParsedRecord> records) {
        for (ParsedRecord record : records) {
            if (showsThatTheSwitchIsOn(record)) {
                return true;
            }
        }
        return false;
    }

    private static boolean showsThatTheSwitchIsOn(ParsedRecord record) {
        if (record instanceof ParsedRecord.Log log && isFrom(EVENTS_SCOPE, log.scope())) {
            return holdsGoverned(nameOf(log.log()), log.log().attributes());
        } else if (record instanceof ParsedRecord.SpanRecord span && isFrom(TRACING_SCOPE, span.scope())) {
            if (holdsGoverned(span.span().name(), span.span().attributes())) {
                return true;
            }
            for (Span.Event event : span.span().events()) {
                if (holdsGoverned(event.name(), event.attributes())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean holdsGoverned(String recordName, List<Attribute> attributes) {
        for (Attribute attribute : attributes) {
            if (WithheldAttribute.GOVERNED.contains(recordName + "/" + attribute.key())) {
                return true;
            }
        }
        return false;
    }

    private static ParsedRecord mark(ParsedRecord record) {
        if (record instanceof ParsedRecord.Log log && isFrom(EVENTS_SCOPE, log.scope())) {
            return mark(log);
        } else if (record instanceof ParsedRecord.SpanRecord span
                && isFrom(TRACING_SCOPE, span.scope())
                && span.span().name().equals(TOOL_SPAN)) {
            return mark(span);
        }
        return record;
    }

    private static ParsedRecord mark(ParsedRecord.Log record) {
        LogRecord log = record.log();
        String tool = text(log.attributes(), "tool_name");
        List<Attribute> added = gaps(WithheldAttribute.OF_EVENTS, nameOf(log), tool, log.attributes());
        if (added.isEmpty()) {
            return record;
        }
        LogRecord marked = new LogRecord(
                log.timeUnixNano(),
                log.observedTimeUnixNano(),
                log.severityNumber(),
                log.severityText(),
                log.eventName(),
                log.body(),
                joined(log.attributes(), added),
                log.droppedAttributesCount(),
                log.flags(),
                log.traceId(),
                log.spanId(),
                log.oddities());
        return new ParsedRecord.Log(record.ordinal(), record.resource(), record.scope(), marked, record.note());
    }

    private static ParsedRecord mark(ParsedRecord.SpanRecord record) {
        Span span = record.span();
        String tool = text(span.attributes(), "tool_name");
        List<Attribute> added = gaps(WithheldAttribute.OF_SPANS, span.name(), tool, span.attributes());
        List<Span.Event> events = new ArrayList<>(span.events().size());
        for (Span.Event event : span.events()) {
            events.add(mark(event, tool));
        }
        if (added.isEmpty() && events.equals(span.events())) {
            return record;
        }
        Span marked = new Span(
                span.traceId(),
                span.spanId(),
                span.parentSpanId(),
                span.traceState(),
                span.flags(),
                span.name(),
                span.kind(),
                span.startTimeUnixNano(),
                span.endTimeUnixNano(),
                joined(span.attributes(), added),
                span.droppedAttributesCount(),
                events,
                span.droppedEventsCount(),
                span.links(),
                span.droppedLinksCount(),
                span.statusCode(),
                span.statusMessage(),
                span.oddities());
        return new ParsedRecord.SpanRecord(record.ordinal(), record.resource(), record.scope(), marked, record.note());
    }

    private static Span.Event mark(Span.Event event, @Nullable String tool) {
        if (!event.name().equals(TOOL_OUTPUT)) {
            return event;
        }
        List<Attribute> added = gaps(WithheldAttribute.OF_TOOL_OUTPUT, event.name(), tool, event.attributes());
        return added.isEmpty()
                ? event
                : new Span.Event(
                        event.timeUnixNano(),
                        event.name(),
                        joined(event.attributes(), added),
                        event.droppedAttributesCount());
    }

    private static List<Attribute> gaps(
            List<WithheldAttribute> table, String recordName, @Nullable String tool, List<Attribute> attributes) {
        List<Attribute> gaps = new ArrayList<>();
        for (WithheldAttribute withheld : table) {
            if (withheld.record().equals(recordName)
                    && (withheld.tools().isEmpty()
                            || (tool != null && withheld.tools().contains(tool)))
                    && (!withheld.onlyOfFailures() || failed(attributes))) {
                gaps.add(new Attribute(withheld.key(), MARKER));
            }
        }
        return gaps;
    }

    private static boolean failed(List<Attribute> attributes) {
        for (Attribute attribute : attributes) {
            if (attribute.key().equals("success") || attribute.key().equals("status")) {
                return (attribute.value() instanceof AnyValue.Text text
                                && (text.value().equals("false") || text.value().equals("failed")))
                        || (attribute.value() instanceof AnyValue.Bool bool && !bool.value());
            }
        }
        return false;
    }

    private static boolean isFrom(String scopeName, Scope scope) {
        return scope.name().equals(scopeName);
    }

    private static String nameOf(LogRecord log) {
        String name = EventNames.of(log);
        return name == null ? "" : name;
    }

    private static @Nullable String text(List<Attribute> attributes, String key) {
        for (Attribute attribute : attributes) {
            if (attribute.key().equals(key) && attribute.value() instanceof AnyValue.Text text) {
                return text.value();
            }
        }
        return null;
    }

    private static List<Attribute> joined(List<Attribute> attributes, List<Attribute> added) {
        List<Attribute> all = new ArrayList<>(attributes);
        all.addAll(added);
        return all;
    }
}
