package io.millrace.sink.maintenance.table;

import java.util.Collection;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** The engine's SQL for files of a table, read and written by field id. */
final class Sql {
    private static final String POSITION = "src_topic, src_partition, src_leader_epoch, src_offset, src_index";

    private Sql() {}

    /** Reads files by field id: what a file lacks is null. */
    static String read(Schema schema, Collection<String> files) {
        String list = files.stream().map(Sql::literal).collect(Collectors.joining(", "));
        String columns = schema.columns().stream()
                .map(field -> field.fieldId() + ": {name: " + literal(field.name()) + ", type: " + literal(type(field))
                        + ", default_value: NULL}")
                .collect(Collectors.joining(", "));
        return "read_parquet([" + list + "], schema = map {" + columns + "}, hive_partitioning = false)";
    }

    /** Writes rows in the table's order to one file. Only columns that have values are read and sorted. */
    static String copy(
            Schema schema, FilledColumns filled, String rows, String condition, String file, int compressionLevel) {
        String ids = schema.columns().stream()
                .map(field -> quoted(field.name()) + ": " + field.fieldId())
                .collect(Collectors.joining(", "));
        String sorted = schema.columns().stream()
                .filter(filled::has)
                .map(field -> quoted(field.name()))
                .collect(Collectors.joining(", "));
        String written = schema.columns().stream()
                .map(field -> filled.has(field)
                        ? quoted(field.name())
                        : "NULL::" + type(field) + " AS " + quoted(field.name()))
                .collect(Collectors.joining(", "));
        return "COPY (SELECT " + written + " FROM (SELECT " + sorted + " FROM " + rows + " WHERE " + condition
                + " ORDER BY org_id, integration_id, time, " + POSITION + ")) TO " + literal(file)
                + " (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL " + compressionLevel
                + ", ROW_GROUP_SIZE " + Slices.ROW_GROUP_ROWS + ", FIELD_IDS {" + ids + "})";
    }

    /** Where slices of about so many rows begin, in the table's order; the first row is the first of all. */
    static String cuts(String rows, String condition, long rowsEach) {
        String minutes = "SELECT org_id, integration_id, epoch_us(time) // 60000000 AS minute, count(*) AS n FROM "
                + rows + " WHERE " + condition + " GROUP BY ALL";
        String before = "SELECT {o: org_id, i: integration_id, m: minute} AS place,"
                + " ((sum(n) OVER (ORDER BY org_id, integration_id, minute) - n) // " + rowsEach
                + ")::BIGINT AS slice FROM (" + minutes + ")";
        return "SELECT place.o, place.i, place.m * 60000000 FROM (SELECT min(place) AS place FROM (" + before
                + ") GROUP BY slice) ORDER BY place";
    }

    /** By field id: values that are there, and chunks whose footer does not tell. */
    static String filledColumns(Collection<String> files) {
        String list = files.stream().map(Sql::literal).collect(Collectors.joining(", ", "[", "]"));
        return "SELECT s.field_id, coalesce(sum(m.num_values - m.stats_null_count), 0)::BIGINT,"
                + " count(*) - count(m.stats_null_count) FROM parquet_schema(" + list + ") s JOIN parquet_metadata("
                + list + ") m ON s.file_name = m.file_name AND s.name = m.path_in_schema"
                + " WHERE s.field_id IS NOT NULL GROUP BY 1";
    }

    /** Count of rows and a sum of their identities' hashes. */
    static String identities(String rows, String condition) {
        return "SELECT count(*), coalesce(sum(hash(" + POSITION + ")), 0)::VARCHAR FROM " + rows + " WHERE "
                + condition;
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String type(Types.NestedField field) {
        Type type = field.type();
        return switch (type.typeId()) {
            case STRING -> "VARCHAR";
            case LONG -> "BIGINT";
            case INTEGER -> "INTEGER";
            case DOUBLE -> "DOUBLE";
            case FLOAT -> "FLOAT";
            case BOOLEAN -> "BOOLEAN";
            case DATE -> "DATE";
            case TIMESTAMP -> ((Types.TimestampType) type).shouldAdjustToUTC() ? "TIMESTAMPTZ" : "TIMESTAMP";
            case DECIMAL ->
                "DECIMAL(" + ((Types.DecimalType) type).precision() + "," + ((Types.DecimalType) type).scale() + ")";
            default ->
                throw new UnsupportedOperationException("column " + field.name() + " has the type " + type
                        + ", which this release cannot rewrite: update it to the release that added the column");
        };
    }
}
