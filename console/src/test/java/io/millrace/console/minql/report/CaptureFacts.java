package io.millrace.console.minql.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.console.query.EventFiles;
import io.millrace.console.query.QueryFixture;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.event.Column;
import io.millrace.telemetry.event.ColumnType;
import io.millrace.telemetry.event.Columns;
import io.millrace.testkit.capture.Capture;
import io.millrace.testkit.capture.Captures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The records of all captures of Claude Code, read as plain JSON: the truth that formulas are measured by. */
final class CaptureFacts {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Fact> facts = new ArrayList<>();

    CaptureFacts() {
        for (Capture capture : Captures.all()) {
            if (capture.isJson() && !capture.scenario().contains("otel-js")) {
                read(capture);
            }
        }
    }

    /** Records of one kind. */
    List<Fact> named(Signal signal, String name) {
        return facts.stream()
                .filter(fact -> fact.signal == signal && fact.name.equals(name))
                .toList();
    }

    /** Records of one signal. */
    List<Fact> of(Signal signal) {
        return facts.stream().filter(fact -> fact.signal == signal).toList();
    }

    /** Writes all as events. */
    void writeTo(EventFiles files) {
        for (Signal signal : Signal.values()) {
            List<Map<String, Object>> events = new ArrayList<>();
            for (Fact fact : of(signal)) {
                events.add(fact.event(events.size()));
            }
            files.write(signal, events);
        }
    }

    private void read(Capture capture) {
        Signal signal = capture.signal();
        try {
            for (JsonNode resource : JSON.readTree(capture.body()).path(signal.envelopeField())) {
                Map<String, Object> about = attributes(resource.path("resource"));
                for (JsonNode scope : resource.path(signal.envelopeField().replace("resource", "scope"))) {
                    if (signal == Signal.METRICS) {
                        scope.path("metrics")
                                .forEach(metric -> metric.path("sum")
                                        .path("dataPoints")
                                        .forEach(point -> facts.add(new Fact(
                                                signal,
                                                metric.path("name").asText(),
                                                point,
                                                attributes(point),
                                                about))));
                    } else {
                        scope.path(signal.recordsField()).forEach(record -> facts.add(record(signal, record, about)));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Fact record(Signal signal, JsonNode record, Map<String, Object> about) {
        Map<String, Object> attributes = attributes(record);
        String name = signal == Signal.LOGS
                ? record.path("body").path("stringValue").asText().replace("claude_code.", "")
                : record.path("name").asText();
        return new Fact(signal, name, record, attributes, about);
    }

    private static Map<String, Object> attributes(JsonNode owner) {
        Map<String, Object> attributes = new HashMap<>();
        for (JsonNode attribute : owner.path("attributes")) {
            JsonNode value = attribute.path("value");
            String kind = value.fieldNames().hasNext() ? value.fieldNames().next() : "none";
            attributes.put(
                    attribute.path("key").asText(),
                    switch (kind) {
                        case "stringValue" -> value.path(kind).asText();
                        case "intValue" -> value.path(kind).asLong();
                        case "doubleValue" -> value.path(kind).asDouble();
                        case "boolValue" -> value.path(kind).asBoolean();
                        default -> value.toString();
                    });
        }
        return attributes;
    }

    /** One record. */
    record Fact(
            Signal signal, String name, JsonNode json, Map<String, Object> attributes, Map<String, Object> resource) {

        /** An attribute as text, or an empty one. */
        String text(String key) {
            return String.valueOf(attributes.getOrDefault(key, ""));
        }

        /** An attribute as a number, 0 if absent. */
        double number(String key) {
            String text = text(key);
            return text.isEmpty() ? 0 : Double.parseDouble(text);
        }

        /** The point's value. */
        double value() {
            return json.path("asDouble").asDouble();
        }

        private Map<String, Object> event(int offset) {
            Map<String, Object> event = QueryFixture.event(signal, QueryFixture.ORGANIZATION, offset, name);
            event.put("attributes", attributes);
            event.put("resource_attributes", resource);
            String timeField = signal == Signal.TRACES ? "startTimeUnixNano" : "timeUnixNano";
            event.put("time", json.path(timeField).asLong() / 1000);
            if (signal == Signal.METRICS) {
                event.put("value", value());
                event.put("temporality", "delta");
                event.put("kind", "sum");
            }
            for (Column column : Columns.of(signal)) {
                Object value = promoted(column);
                if (value != null) {
                    event.put(column.name(), value);
                }
            }
            if (signal == Signal.TRACES) {
                event.put(
                        "duration_ms",
                        (json.path("endTimeUnixNano").asLong()
                                        - json.path("startTimeUnixNano").asLong())
                                / 1e6);
            }
            return event;
        }

        private @Nullable Object promoted(Column column) {
            for (Map<String, Object> place : List.of(attributes, resource)) {
                for (String key : column.attributeKeys()) {
                    Object value = place.get(key);
                    if (value != null) {
                        return column.type() == ColumnType.BOOLEAN ? Boolean.valueOf(value.toString()) : value;
                    }
                }
            }
            return null;
        }
    }
}
