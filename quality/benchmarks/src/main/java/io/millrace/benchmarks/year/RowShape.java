package io.millrace.benchmarks.year;

import io.millrace.telemetry.Signal;
import io.millrace.telemetry.event.Column;
import io.millrace.telemetry.event.ColumnType;
import io.millrace.telemetry.event.Columns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns samples into rows as normalizer and sink would. Not for several threads. */
final class RowShape {
    private final Signal signal;
    private final Owner owner;
    private final Temporality temporality;
    private final List<Column> columns;
    private final Map<String, Integer> indexes = new HashMap<>();
    private final Map<String, List<Promoted>> promoted = new HashMap<>();
    private final Map<Map<String, Object>, String> resources = new HashMap<>();
    private final int[] order;

    RowShape(Signal signal, Owner owner, Temporality temporality) {
        this.signal = signal;
        this.owner = owner;
        this.temporality = temporality;
        this.columns = Columns.of(signal);
        this.order = new int[columns.size()];
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            indexes.put(column.name(), i);
            for (int rank = 0; rank < column.attributeKeys().size(); rank++) {
                promoted.computeIfAbsent(column.attributeKeys().get(rank), key -> new ArrayList<>())
                        .add(new Promoted(i, rank, column.type()));
            }
        }
    }

    /** The row. Its position is a made-up one. */
    TableRow row(Sample sample, int partition, long offset, int index) {
        @Nullable Object[] row = new Object[columns.size()];
        promote(row, sample.developer().resource(), 1_000);
        promote(row, sample.attributes(), 0);
        put(row, "org_id", owner.organizationId());
        put(row, "integration_id", owner.integrationId());
        put(row, "src_topic", "year");
        put(row, "src_partition", partition);
        put(row, "src_leader_epoch", 0);
        put(row, "src_offset", offset);
        put(row, "src_index", index);
        put(row, "received_time", sample.timeMicros());
        put(row, "time", sample.timeMicros());
        put(row, "time_unix_nano", sample.timeMicros() * 1000);
        put(row, "key_id", "key-year");
        put(row, "name", sample.name());
        put(row, "service_name", "claude-code");
        put(row, "service_version", sample.developer().resource().get("service.version"));
        put(row, "scope_name", scope());
        put(row, "attributes", JsonText.of(sample.attributes()));
        put(
                row,
                "resource_attributes",
                resources.computeIfAbsent(sample.developer().resource(), JsonText::of));
        put(row, "scope_attributes", "{}");
        switch (signal) {
            case LOGS -> log(row, sample);
            case METRICS -> point(row, sample);
            case TRACES -> span(row, sample);
        }
        return new TableRow(sample.timeMicros(), row);
    }

    private void log(@Nullable Object[] row, Sample sample) {
        put(row, "observed_time", sample.timeMicros());
        put(row, "observed_time_unix_nano", sample.timeMicros() * 1000);
        put(row, "body", "claude_code." + sample.name());
        put(row, "body_type", "string");
        ids(row, sample);
    }

    private void point(@Nullable Object[] row, Sample sample) {
        put(row, "start_time", sample.endMicros());
        put(row, "start_time_unix_nano", sample.endMicros() * 1000);
        put(row, "kind", "sum");
        put(row, "temporality", temporality.columnValue());
        put(row, "monotonic", true);
        put(row, "unit", sample.unit().isEmpty() ? null : sample.unit());
        put(row, "value", sample.value());
        put(row, "series_key", seriesKey(sample));
    }

    private void span(@Nullable Object[] row, Sample sample) {
        ids(row, sample);
        if (!sample.ids().parent().isEmpty()) {
            put(row, "parent_span_id", sample.ids().parent());
        }
        put(row, "span_kind", "internal");
        put(row, "end_time", sample.endMicros());
        put(row, "end_time_unix_nano", sample.endMicros() * 1000);
        put(row, "status", "unset");
        put(row, "events", "[]");
        put(row, "links", "[]");
        put(row, "duration_ms", (sample.endMicros() - sample.timeMicros()) / 1000.0);
    }

    private void ids(@Nullable Object[] row, Sample sample) {
        if (!sample.ids().trace().isEmpty()) {
            put(row, "trace_id", sample.ids().trace());
            put(row, "span_id", sample.ids().span());
        }
    }

    private String scope() {
        return switch (signal) {
            case LOGS -> "com.anthropic.claude_code.events";
            case METRICS -> "com.anthropic.claude_code";
            case TRACES -> "com.anthropic.claude_code.tracing";
        };
    }

    private static String seriesKey(Sample sample) {
        long hash = 31L * sample.name().hashCode() + sample.attributes().hashCode();
        return "%016x%016x".formatted(hash * 0x9E3779B97F4A7C15L, hash * 0xC2B2AE3D27D4EB4FL);
    }

    /** Attributes become columns; those of the record go before those of the resource. */
    private void promote(@Nullable Object[] row, Map<String, Object> attributes, int level) {
        for (Map.Entry<String, Object> attribute : attributes.entrySet()) {
            for (Promoted target : promoted.getOrDefault(attribute.getKey(), List.of())) {
                Object value = converted(attribute.getValue(), target.type);
                int rank = level + target.rank;
                if (value != null && (row[target.column] == null || rank < order[target.column])) {
                    row[target.column] = value;
                    order[target.column] = rank;
                }
            }
        }
    }

    private static @Nullable Object converted(Object value, ColumnType type) {
        return switch (type) {
            case LONG -> value instanceof Number number ? number.longValue() : Long.parseLong(value.toString());
            case DOUBLE -> value instanceof Number number ? number.doubleValue() : Double.parseDouble(value.toString());
            case BOOLEAN -> value instanceof Boolean ? value : Boolean.parseBoolean(value.toString());
            default -> value.toString();
        };
    }

    private void put(@Nullable Object[] row, String column, @Nullable Object value) {
        Integer index = indexes.get(column);
        if (index == null) {
            throw new IllegalArgumentException("no such column: " + column);
        }
        row[index] = value;
    }

    private record Promoted(int column, int rank, ColumnType type) {}
}
