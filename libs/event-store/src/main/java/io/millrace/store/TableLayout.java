package io.millrace.store;

import io.millrace.telemetry.Signal;
import io.millrace.telemetry.event.Column;
import io.millrace.telemetry.event.Columns;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/**
 * What the event tables look like, made from the catalog of columns. One table per signal, format version 2, partitioned by
 * the day of receiving (a wrong client clock makes no partitions), sorted by tenant and time.
 */
public final class TableLayout {
    /** Namespace of the tables. */
    public static final Namespace NAMESPACE = Namespace.of("millrace");

    /** Iceberg's format version: 2 is what every engine reads. */
    public static final int FORMAT_VERSION = 2;

    /**
     * How long a writer's files may wait for their commit. Older ones are given up and written again, and the orphan sweep takes
     * only files that are three times as old at least: so no file of a commit under way is ever deleted.
     */
    public static final Duration LONGEST_WRITE = Duration.ofMinutes(20);

    /** Columns whose bounds are kept in the manifests, so that files are left out of a scan by them. */
    private static final List<String> PRUNED_COLUMNS = List.of(
            "org_id",
            "integration_id",
            "src_topic",
            "src_partition",
            "src_leader_epoch",
            "src_offset",
            "src_index",
            "received_time",
            "time",
            "key_id",
            "name",
            "session_id",
            "user_id",
            "user_email",
            "user_account_uuid");

    /** Columns that hold another value in nearly every row: building a dictionary of them would be in vain. */
    private static final Set<String> DISTINCT_COLUMNS = Set.of(
            "attributes",
            "span_id",
            "observed_time",
            "observed_time_unix_nano",
            "end_time",
            "end_time_unix_nano",
            "series_key",
            "duration_ms",
            "ttft_ms",
            "request_id",
            "tool_use_id");

    /** Distinct for logs and spans; points of one export share their time. */
    private static final Set<String> TIME_COLUMNS = Set.of("time", "time_unix_nano");

    /** Long texts that no question compares: smallest and largest value of them are of no use. */
    private static final Set<String> UNCOMPARED_COLUMNS = Set.of("attributes", "resource_attributes");

    private TableLayout() {}

    /** Full name of a signal's table. */
    public static TableIdentifier identifier(Signal signal) {
        return TableIdentifier.of(NAMESPACE, signal.tableName());
    }

    /** The table's schema; field ids are those of the columns. */
    public static Schema schema(Signal signal) {
        List<Types.NestedField> fields =
                Columns.of(signal).stream().map(TableLayout::field).toList();
        return new Schema(fields);
    }

    /** Partitioned by the day the gateway received the request. */
    public static PartitionSpec partitioning(Schema schema) {
        return PartitionSpec.builderFor(schema).day("received_time").build();
    }

    /** Order of rows inside a file. */
    public static SortOrder sortOrder(Schema schema) {
        return SortOrder.builderFor(schema)
                .asc("org_id")
                .asc("integration_id")
                .asc("time")
                .build();
    }

    /** Table properties at creation. */
    public static Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(TableProperties.PARQUET_COMPRESSION, "zstd");
        properties.put(TableProperties.PARQUET_COMPRESSION_LEVEL, "3");
        properties.put(TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED, "true");
        properties.put(TableProperties.METADATA_PREVIOUS_VERSIONS_MAX, "10");
        properties.put(TableProperties.COMMIT_NUM_RETRIES, "50");
        properties.put(TableProperties.COMMIT_MIN_RETRY_WAIT_MS, "10");
        properties.put(TableProperties.COMMIT_MAX_RETRY_WAIT_MS, "300");
        // copy-on-write only: no reader here applies delete files
        properties.put(TableProperties.DELETE_MODE, "copy-on-write");
        properties.put(TableProperties.UPDATE_MODE, "copy-on-write");
        properties.put(TableProperties.MERGE_MODE, "copy-on-write");
        // bounds of a hundred columns would make each manifest entry larger than a small file's footer
        properties.put(TableProperties.DEFAULT_WRITE_METRICS_MODE, "none");
        for (String column : PRUNED_COLUMNS) {
            properties.put(TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX + column, "truncate(48)");
        }
        return properties;
    }

    /** What a writer of a signal's Parquet files spares beside the table's own properties; readers need not know. */
    public static Map<String, String> writerProperties(Signal signal) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (Column column : Columns.of(signal)) {
            String name = column.name();
            if (DISTINCT_COLUMNS.contains(name) || (signal != Signal.METRICS && TIME_COLUMNS.contains(name))) {
                properties.put(TableProperties.PARQUET_DICT_ENCODING_ENABLED_COLUMN_PREFIX + name, "false");
            }
            if (UNCOMPARED_COLUMNS.contains(name)) {
                properties.put(TableProperties.PARQUET_COLUMN_STATS_ENABLED_PREFIX + name, "false");
            }
        }
        return properties;
    }

    private static Types.NestedField field(Column column) {
        return column.required()
                ? Types.NestedField.required(column.id(), column.name(), type(column), column.description())
                : Types.NestedField.optional(column.id(), column.name(), type(column), column.description());
    }

    private static Type type(Column column) {
        return switch (column.type()) {
            case STRING, JSON -> Types.StringType.get();
            case LONG -> Types.LongType.get();
            case INT -> Types.IntegerType.get();
            case DOUBLE -> Types.DoubleType.get();
            case BOOLEAN -> Types.BooleanType.get();
            case TIMESTAMP -> Types.TimestampType.withZone();
        };
    }
}
