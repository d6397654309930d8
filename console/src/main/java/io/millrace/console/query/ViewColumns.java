package io.millrace.console.query;

import io.millrace.telemetry.Signal;
import io.millrace.telemetry.event.Column;
import io.millrace.telemetry.event.ColumnType;
import io.millrace.telemetry.event.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Columns of the views {@code logs}, {@code metrics} and {@code spans}: the table's own and those read from attributes. */
public final class ViewColumns {
    private static final String TEXT = "VARCHAR";

    private ViewColumns() {}

    /** Columns of one view, except {@code integration}, whose values depend on the caller. */
    static List<ViewColumn> of(Signal signal) {
        List<ViewColumn> columns = new ArrayList<>();
        columns.add(new ViewColumn(
                "event_id",
                TEXT,
                "concat(src_topic, ':', src_partition, ':', src_offset, ':', src_index)",
                "Id of the event, the same in every run."));
        columns.add(new ViewColumn("signal", TEXT, "'" + signal.wireName() + "'", "logs, metrics or traces."));
        for (Column column : Columns.of(signal)) {
            columns.add(
                    new ViewColumn(column.name(), sqlType(column.type()), quoted(column.name()), column.description()));
        }
        for (ViewColumn virtual : VirtualColumns.LIST) {
            if (Columns.of(signal).stream().noneMatch(c -> c.name().equals(virtual.name()))) {
                columns.add(virtual);
            }
        }
        return List.copyOf(columns);
    }

    /** The signal whose view has this name, in any case. */
    public static Optional<Signal> viewNamed(String name) {
        for (Signal signal : Signal.values()) {
            if (signal.tableName().equalsIgnoreCase(name)) {
                return Optional.of(signal);
            }
        }
        return Optional.empty();
    }

    /** DuckDB's name of a column type. */
    static String sqlType(ColumnType type) {
        return switch (type) {
            case STRING -> TEXT;
            case LONG -> "BIGINT";
            case INT -> "INTEGER";
            case DOUBLE -> "DOUBLE";
            case BOOLEAN -> "BOOLEAN";
            case TIMESTAMP -> "TIMESTAMP WITH TIME ZONE";
            case JSON -> "JSON";
        };
    }

    /** A name as a quoted identifier. */
    static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /** A text as a literal. */
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
