package io.millrace.console.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.event.Column;
import io.millrace.telemetry.event.ColumnType;
import io.millrace.telemetry.event.Columns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBDriver;

/** Data files for tests: events as flat maps, written as Parquet with the catalog's field ids, and planned as they are. */
public final class EventFiles implements EventScans {
    private final ObjectMapper json = new ObjectMapper();
    private final Path folder;
    private final Map<Signal, List<Path>> files = new EnumMap<>(Signal.class);

    /** Writes below this folder. */
    public EventFiles(Path folder) {
        this.folder = folder;
    }

    @Override
    public EventScan plan(Signal signal, String organizationId, Optional<TimeRange> range) {
        List<Path> planned = files.getOrDefault(signal, List.of());
        return new EventScan(planned, planned.size());
    }

    /** Adds one file of events; columns that are absent are null, nested values become JSON text. */
    public void write(Signal signal, List<Map<String, Object>> events) {
        List<Path> written = files.computeIfAbsent(signal, s -> new ArrayList<>());
        Path lines = folder.resolve(signal.tableName() + "-" + written.size() + ".jsonl");
        Path parquet = folder.resolve(signal.tableName() + "-" + written.size() + ".parquet");
        try {
            Files.write(lines, events.stream().map(this::line).toList());
            copy(signal, lines, parquet);
            Files.delete(lines);
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("cannot write test events", e);
        }
        written.add(parquet);
    }

    /** Files of one signal. */
    public List<Path> paths(Signal signal) {
        return List.copyOf(files.getOrDefault(signal, List.of()));
    }

    /** Every file written so far. */
    public List<Path> paths() {
        return files.values().stream().flatMap(List::stream).toList();
    }

    private static void copy(Signal signal, Path lines, Path parquet) throws SQLException {
        List<Column> columns = Columns.of(signal);
        String read = columns.stream()
                .map(c -> ViewColumns.literal(c.name()) + ": " + ViewColumns.literal(readType(c.type())))
                .collect(Collectors.joining(", ", "{", "}"));
        String select = columns.stream().map(EventFiles::select).collect(Collectors.joining(", "));
        String ids = columns.stream()
                .map(c -> ViewColumns.quoted(c.name()) + ": " + c.id())
                .collect(Collectors.joining(", ", "{", "}"));
        try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (SELECT " + select + " FROM read_json(" + ViewColumns.literal(lines.toString())
                    + ", format = 'newline_delimited', columns = " + read + ")) TO "
                    + ViewColumns.literal(parquet.toString()) + " (FORMAT parquet, FIELD_IDS " + ids + ")");
        }
    }

    private static String select(Column column) {
        String name = ViewColumns.quoted(column.name());
        return switch (column.type()) {
            case TIMESTAMP -> "make_timestamptz(" + name + ") AS " + name;
            case JSON -> "CAST(" + name + " AS VARCHAR) AS " + name;
            case STRING, LONG, INT, DOUBLE, BOOLEAN -> name;
        };
    }

    private static String readType(ColumnType type) {
        return type == ColumnType.TIMESTAMP ? "BIGINT" : ViewColumns.sqlType(type);
    }

    private String line(Map<String, Object> event) {
        try {
            return json.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write a test event", e);
        }
    }
}
