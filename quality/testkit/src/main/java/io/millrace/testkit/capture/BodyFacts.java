package io.millrace.testkit.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.telemetry.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What OTLP/JSON bodies hold, read as plain JSON trees: an account of the truth that shares no code with Millrace's reader. */
public final class BodyFacts {
    private static final ObjectMapper JSON = new ObjectMapper();

    private BodyFacts() {}

    /** Number of log records, data points or spans of a body. */
    public static int records(Signal signal, byte[] body) {
        return recordsOf(signal, body).size();
    }

    /** Records of all these requests that are of this signal. */
    public static long records(Signal signal, List<Capture> captures) {
        return captures.stream()
                .filter(capture -> capture.signal() == signal)
                .mapToLong(capture -> records(signal, capture.body()))
                .sum();
    }

    /** Each record's attributes as plain values (text, numbers, booleans; others as JSON), in order. */
    public static List<Map<String, Object>> attributes(Signal signal, byte[] body) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (JsonNode record : recordsOf(signal, body)) {
            Map<String, Object> attributes = new HashMap<>();
            for (JsonNode attribute : record.path("attributes")) {
                attributes.put(attribute.path("key").asText(), plain(attribute.path("value")));
            }
            all.add(attributes);
        }
        return all;
    }

    /** The records themselves as JSON, in order. */
    public static List<JsonNode> recordsOf(Signal signal, byte[] body) {
        List<JsonNode> records = new ArrayList<>();
        for (JsonNode resource : tree(body).path(signal.envelopeField())) {
            String scopes = signal.envelopeField().replace("resource", "scope");
            for (JsonNode scope : resource.path(scopes)) {
                if (signal == Signal.METRICS) {
                    scope.path("metrics").forEach(metric -> addPoints(metric, records));
                } else {
                    scope.path(signal.recordsField()).forEach(records::add);
                }
            }
        }
        return records;
    }

    /** Sum of the number points of one metric in a body. */
    public static double metricSum(String name, byte[] body) {
        double sum = 0;
        for (JsonNode resource : tree(body).path("resourceMetrics")) {
            for (JsonNode scope : resource.path("scopeMetrics")) {
                for (JsonNode metric : scope.path("metrics")) {
                    if (metric.path("name").asText().equals(name)) {
                        List<JsonNode> points = new ArrayList<>();
                        addPoints(metric, points);
                        sum += points.stream()
                                .mapToDouble(point -> point.path("asDouble").asDouble())
                                .sum();
                    }
                }
            }
        }
        return sum;
    }

    private static JsonNode tree(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException("body is no JSON", e);
        }
    }

    private static void addPoints(JsonNode metric, List<JsonNode> records) {
        for (JsonNode member : metric) {
            member.path("dataPoints").forEach(records::add);
        }
    }

    private static Object plain(JsonNode value) {
        if (value.hasNonNull("stringValue")) {
            return value.get("stringValue").asText();
        }
        if (value.hasNonNull("boolValue")) {
            return value.get("boolValue").asBoolean();
        }
        if (value.hasNonNull("intValue")) {
            return value.get("intValue").isTextual()
                    ? (Object) Long.valueOf(value.get("intValue").asText())
                    : value.get("intValue").numberValue();
        }
        if (value.hasNonNull("doubleValue") && value.get("doubleValue").isNumber()) {
            return value.get("doubleValue").asDouble();
        }
        return value.toString();
    }
}
