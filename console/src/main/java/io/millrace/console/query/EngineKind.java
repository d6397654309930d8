package io.millrace.console.query;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The engines that can answer; what their drivers give differently is made alike here. */
public enum EngineKind {
    /** Inside this process. */
    DUCKDB {
        @Override
        String type(ResultSetMetaData meta, int column) throws SQLException {
            return meta.getColumnTypeName(column);
        }

        @Override
        @Nullable
        Object cell(ResultSet rows, int column) throws SQLException {
            return rows.getObject(column);
        }
    },
    /** A server or a cluster beside it. */
    TRINO {
        @Override
        String type(ResultSetMetaData meta, int column) throws SQLException {
            return meta.getColumnTypeName(column).replaceAll("\\(\\d+\\)", "").toUpperCase(Locale.ROOT);
        }

        /** Its driver moves times into the zone of this process, so they are read as text. */
        @Override
        @Nullable
        Object cell(ResultSet rows, int column) throws SQLException {
            String type = rows.getMetaData().getColumnTypeName(column);
            if (!type.startsWith("timestamp")) {
                return rows.getObject(column);
            }
            String text = rows.getString(column);
            return text == null ? null : time(text);
        }
    };

    /** The column's type as an answer names it; columns count from 1. */
    abstract String type(ResultSetMetaData meta, int column) throws SQLException;

    /** The current row's value. */
    abstract @Nullable Object cell(ResultSet rows, int column) throws SQLException;

    /** A date and a time of day, with a zone if it is an instant. */
    private static Object time(String text) {
        String[] parts = text.split(" ", 3);
        LocalDateTime local = LocalDateTime.parse(parts[0] + 'T' + parts[1]);
        return parts.length < 3 ? local : local.atZone(ZoneId.of(parts[2])).toOffsetDateTime();
    }
}
