package io.millrace.telemetry.event;

import static io.millrace.telemetry.event.ColumnType.BOOLEAN;
import static io.millrace.telemetry.event.ColumnType.DOUBLE;
import static io.millrace.telemetry.event.ColumnType.INT;
import static io.millrace.telemetry.event.ColumnType.JSON;
import static io.millrace.telemetry.event.ColumnType.LONG;
import static io.millrace.telemetry.event.ColumnType.STRING;
import static io.millrace.telemetry.event.ColumnType.TIMESTAMP;

import io.millrace.telemetry.Signal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Columns that come from the OTLP records themselves. Ids 1 to 199 belong to this list. */
final class RecordColumns {
    private static final Set<Signal> ALL = EnumSet.allOf(Signal.class);
    private static final Set<Signal> IN_LOGS = Set.of(Signal.LOGS);
    private static final Set<Signal> IN_METRICS = Set.of(Signal.METRICS);
    private static final Set<Signal> IN_TRACES = Set.of(Signal.TRACES);
    private static final Set<Signal> IN_LOGS_AND_TRACES = Set.of(Signal.LOGS, Signal.TRACES);

    static final List<Column> LIST = List.of(
            required(1, "org_id", STRING, ALL, "Organization that owns the record."),
            required(2, "integration_id", STRING, ALL, "Opaque id of the integration it was sent to."),
            required(3, "src_topic", STRING, ALL, "Id of the raw topic."),
            required(4, "src_partition", INT, ALL, "Partition of the raw topic."),
            required(5, "src_leader_epoch", INT, ALL, "Leader epoch of the raw record, -1 if unknown."),
            required(6, "src_offset", LONG, ALL, "Offset of the raw record."),
            required(7, "src_index", INT, ALL, "Ordinal of the record in the raw body."),
            required(8, "received_time", TIMESTAMP, ALL, "When the gateway had received the request."),
            required(
                    9,
                    "time",
                    TIMESTAMP,
                    ALL,
                    "When it happened: event time, point time or span start; observed or received time where none was sent."),
            optional(10, "time_unix_nano", LONG, ALL, "The exact nanoseconds of time as sent."),
            optional(11, "key_id", STRING, ALL, "Id of the API key that sent it."),
            optional(12, "name", STRING, ALL, "Event name without the claude_code. prefix, metric name, or span name."),
            optional(13, "service_name", STRING, ALL, "Resource attribute service.name."),
            optional(14, "service_version", STRING, ALL, "Resource attribute service.version."),
            optional(15, "scope_name", STRING, ALL, "Instrumentation scope."),
            optional(16, "scope_version", STRING, ALL, "Version of the instrumentation scope."),
            optional(17, "trace_id", STRING, IN_LOGS_AND_TRACES, "Trace id, 32 hex digits."),
            optional(18, "span_id", STRING, IN_LOGS_AND_TRACES, "Span id, 16 hex digits."),
            required(19, "attributes", JSON, ALL, "All attributes of the record with their types."),
            required(20, "resource_attributes", JSON, ALL, "All attributes of the resource with their types."),
            optional(21, "scope_attributes", JSON, ALL, "All attributes of the scope with their types."),
            optional(22, "resource_schema_url", STRING, ALL, "Schema URL of the resource."),
            optional(23, "scope_schema_url", STRING, ALL, "Schema URL of the scope."),
            optional(24, "dropped_attributes_count", LONG, ALL, "Attributes that the sender dropped."),
            optional(25, "otlp_flags", LONG, ALL, "Flags as sent."),
            optional(26, "redacted", JSON, ALL, "Paths whose value was withheld or removed, each with its reason."),
            optional(27, "flags", JSON, ALL, "Oddities of the record, a list of names."),
            optional(28, "observed_time", TIMESTAMP, IN_LOGS, "When the record was observed."),
            optional(29, "observed_time_unix_nano", LONG, IN_LOGS, "The exact nanoseconds of observed_time."),
            optional(30, "severity", STRING, IN_LOGS, "Severity text."),
            optional(31, "severity_number", INT, IN_LOGS, "Severity number."),
            optional(32, "body", STRING, IN_LOGS, "Body as text."),
            optional(
                    33,
                    "body_type",
                    STRING,
                    IN_LOGS,
                    "Type of the body: string, bool, int, double, bytes, array, kvlist or empty."),
            optional(34, "body_json", JSON, IN_LOGS, "Body with its types where it is no text."),
            optional(35, "event_name", STRING, IN_LOGS, "The OTLP field eventName as sent."),
            optional(36, "start_time", TIMESTAMP, IN_METRICS, "Start of the period that the point covers."),
            optional(37, "start_time_unix_nano", LONG, IN_METRICS, "The exact nanoseconds of start_time."),
            optional(38, "description", STRING, IN_METRICS, "Description of the metric."),
            optional(39, "unit", STRING, IN_METRICS, "Unit of the metric."),
            optional(40, "kind", STRING, IN_METRICS, "gauge, sum, histogram, exponentialHistogram or summary."),
            optional(41, "temporality", STRING, IN_METRICS, "delta, cumulative or unspecified."),
            optional(42, "monotonic", BOOLEAN, IN_METRICS, "Whether the sum only grows."),
            optional(43, "series_key", STRING, IN_METRICS, "Digest of resource, scope, metric, kind and attributes."),
            optional(44, "value", DOUBLE, IN_METRICS, "Value of a number point as sent."),
            optional(45, "value_int", LONG, IN_METRICS, "Exact value of an integer point."),
            optional(46, "count", LONG, IN_METRICS, "Count of a histogram or summary."),
            optional(47, "sum", DOUBLE, IN_METRICS, "Sum of a histogram or summary."),
            optional(48, "min", DOUBLE, IN_METRICS, "Minimum of a histogram."),
            optional(49, "max", DOUBLE, IN_METRICS, "Maximum of a histogram."),
            optional(50, "bounds", JSON, IN_METRICS, "Bucket bounds of a histogram."),
            optional(51, "bucket_counts", JSON, IN_METRICS, "Bucket counts of a histogram."),
            optional(
                    52, "exponential", JSON, IN_METRICS, "Scale, zero bucket and buckets of an exponential histogram."),
            optional(53, "quantiles", JSON, IN_METRICS, "Quantiles of a summary."),
            optional(54, "exemplars", JSON, IN_METRICS, "Exemplars."),
            optional(55, "metadata", JSON, IN_METRICS, "Metadata of the metric."),
            optional(56, "parent_span_id", STRING, IN_TRACES, "Id of the parent span; null for a root."),
            optional(57, "trace_state", STRING, IN_TRACES, "W3C trace state."),
            optional(
                    58,
                    "span_kind",
                    STRING,
                    IN_TRACES,
                    "unspecified, internal, server, client, producer, consumer, or the number sent."),
            optional(59, "end_time", TIMESTAMP, IN_TRACES, "When the span ended."),
            optional(60, "end_time_unix_nano", LONG, IN_TRACES, "The exact nanoseconds of end_time."),
            optional(61, "status", STRING, IN_TRACES, "unset, ok, error, or the number sent."),
            optional(62, "status_message", STRING, IN_TRACES, "Message of the status."),
            optional(63, "events", JSON, IN_TRACES, "Span events."),
            optional(64, "links", JSON, IN_TRACES, "Links to other spans."),
            optional(65, "dropped_events_count", LONG, IN_TRACES, "Span events that the sender dropped."),
            optional(66, "dropped_links_count", LONG, IN_TRACES, "Links that the sender dropped."),
            optional(
                    67,
                    "duration_ms",
                    DOUBLE,
                    ALL,
                    "Duration in ms: of the span itself, else the attribute duration_ms."),
            optional(
                    68,
                    "resource_dropped_attributes_count",
                    LONG,
                    ALL,
                    "Attributes of the resource that the sender dropped."),
            optional(
                    69,
                    "scope_dropped_attributes_count",
                    LONG,
                    ALL,
                    "Attributes of the scope that the sender dropped."));

    private RecordColumns() {}

    private static Column required(int id, String name, ColumnType type, Set<Signal> signals, String description) {
        return new Column(id, name, type, true, signals, List.of(), description);
    }

    private static Column optional(int id, String name, ColumnType type, Set<Signal> signals, String description) {
        List<String> keys = name.equals("duration_ms") ? List.of("duration_ms") : List.of();
        return new Column(id, name, type, false, signals, keys, description);
    }
}
