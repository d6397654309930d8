package io.millrace.console.minql.compile;

import io.millrace.telemetry.Signal;
import io.millrace.telemetry.event.Column;
import io.millrace.telemetry.event.Columns;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names of the columns that are a table's own: fields of OTLP's records, not attributes. */
final class OwnColumns {
    private static final List<String> SHARED = List.of(
            "event_id",
            "signal",
            "integration",
            "received_time",
            "time",
            "name",
            "service_name",
            "service_version",
            "scope_name");
    private static final Set<String> LISTS =
            Set.of("events", "links", "bounds", "bucket_counts", "quantiles", "exemplars", "flags", "redacted");

    private OwnColumns() {}

    /** Columns of one table. */
    static Map<String, Typed> of(Signal signal) {
        Map<String, Typed> own = shared();
        own.remove("name");
        for (Column column : Columns.of(signal)) {
            if (!column.isPromoted() && !column.name().startsWith("src_") && !isRenamed(column.name())) {
                own.putIfAbsent(Names.alias(column.name()), typed(column));
            }
        }
        own.put("durationMs", column("duration_ms", ValueType.NUMBER));
        own.put(signal == Signal.LOGS ? "eventName" : "name", column("name", ValueType.TEXT));
        if (signal == Signal.LOGS) {
            own.put("rawEventName", column("event_name", ValueType.TEXT));
        }
        if (signal == Signal.METRICS) {
            own.put("value", column("increment", ValueType.NUMBER));
            own.put("rawValue", column("value", ValueType.NUMBER));
            own.put("count", column("increment_count", ValueType.NUMBER));
            own.put("rawCount", column("count", ValueType.NUMBER));
            own.put("sum", column("increment_sum", ValueType.NUMBER));
            own.put("rawSum", column("sum", ValueType.NUMBER));
            own.put("bucketCounts", column("increment_buckets", ValueType.LIST));
            own.put("rawBucketCounts", column("bucket_counts", ValueType.LIST));
        }
        return own;
    }

    /** Columns that all tables have. */
    static Map<String, Typed> shared() {
        Map<String, Typed> own = new LinkedHashMap<>();
        for (String name : SHARED) {
            own.put(Names.alias(name), column(name, name.endsWith("time") ? ValueType.TIME : ValueType.TEXT));
        }
        own.put("attributes", column("attributes", ValueType.JSON));
        own.put("resource", column("resource_attributes", ValueType.JSON));
        own.put("scope", column("scope_attributes", ValueType.JSON));
        return own;
    }

    /** Columns of the ledger. */
    static Map<String, Typed> ledger() {
        Map<String, Typed> own = shared();
        List.of("stage", "outcome", "reason").forEach(name -> own.put(name, column(name, ValueType.TEXT)));
        List.of("requests", "records", "bytes").forEach(name -> own.put(name, column(name, ValueType.NUMBER)));
        return own;
    }

    /** A column of the catalog. Numbers are doubles everywhere, so that both engines compute alike. */
    static Typed typed(Column column) {
        return switch (column.type()) {
            case STRING -> column(column.name(), ValueType.TEXT);
            case LONG, INT -> whole(column.name());
            case DOUBLE -> column(column.name(), ValueType.NUMBER);
            case BOOLEAN -> column(column.name(), ValueType.BOOLEAN);
            case TIMESTAMP -> column(column.name(), ValueType.TIME);
            case JSON -> column(column.name(), LISTS.contains(column.name()) ? ValueType.LIST : ValueType.JSON);
        };
    }

    /** Nanoseconds and exact integers have more digits than a double: they are texts that look like numbers. */
    private static Typed whole(String name) {
        boolean isExact = name.endsWith("_unix_nano") || name.equals("value_int");
        return new Typed(
                Fragment.of("CAST(\"" + name + "\" AS " + (isExact ? "VARCHAR" : "DOUBLE") + ")"),
                isExact ? ValueType.ANY : ValueType.NUMBER,
                0);
    }

    private static boolean isRenamed(String name) {
        return name.equals("name") || name.equals("event_name");
    }

    private static Typed column(String name, ValueType type) {
        return new Typed(Fragment.of('"' + name + '"'), type, 0);
    }
}
