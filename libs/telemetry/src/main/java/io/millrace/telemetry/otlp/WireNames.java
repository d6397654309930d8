package io.millrace.telemetry.otlp;

import java.util.List;
import java.util.Locale;

/** OTLP's member names of several words, whose original proto form some senders write by mistake (STR-5). */
final class WireNames {
    /** The names in OTLP/JSON's form. */
    static final List<String> WITH_SEVERAL_WORDS = List.of(
            "resourceLogs",
            "scopeLogs",
            "logRecords",
            "resourceMetrics",
            "scopeMetrics",
            "dataPoints",
            "resourceSpans",
            "scopeSpans",
            "schemaUrl",
            "droppedAttributesCount",
            "timeUnixNano",
            "observedTimeUnixNano",
            "startTimeUnixNano",
            "endTimeUnixNano",
            "severityNumber",
            "severityText",
            "eventName",
            "traceId",
            "spanId",
            "parentSpanId",
            "traceState",
            "droppedEventsCount",
            "droppedLinksCount",
            "stringValue",
            "boolValue",
            "intValue",
            "doubleValue",
            "arrayValue",
            "kvlistValue",
            "bytesValue",
            "exponentialHistogram",
            "aggregationTemporality",
            "isMonotonic",
            "asInt",
            "asDouble",
            "bucketCounts",
            "explicitBounds",
            "zeroCount",
            "zeroThreshold",
            "quantileValues",
            "filteredAttributes");

    private WireNames() {}

    /** The original form, such as {@code resource_logs}. */
    static String originalOf(String name) {
        StringBuilder original = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isUpperCase(c)) {
                original.append('_');
            }
            original.append(c);
        }
        return original.toString().toLowerCase(Locale.ROOT);
    }
}
