package io.millrace.console.query;

import io.millrace.telemetry.event.Column;
import io.millrace.telemetry.event.Columns;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which data files of metrics hold points of cumulative series. Increments of these need a sorted look at the points before,
 * and most clients send none: knowing it of a file saves reading it a second time. A file never changes, so it is asked once.
 */
public final class MetricPoints {
    /** View of the points of cumulative series, for compiled formulas. */
    public static final String CUMULATIVE_VIEW = "cumulative_points";

    /** View of all other points. */
    public static final String OTHER_VIEW = "other_points";

    /** What makes a point one of a cumulative series. */
    public static final String IS_CUMULATIVE =
            "(temporality = 'cumulative' AND kind IN ('sum', 'histogram', 'exponentialHistogram'))";

    private static final int MOST_FILES = 50_000;

    private final Map<Path, Boolean> cumulative = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Those of the files that hold points of cumulative series.
     *
     * @param statement of an engine that may read the files
     */
    List<Path> cumulative(Statement statement, List<Path> files) throws SQLException {
        List<Path> unknown = files.stream().filter(file -> !isKnown(file)).toList();
        if (!unknown.isEmpty()) {
            ask(statement, unknown);
        }
        return files.stream().filter(this::isCumulative).toList();
    }

    private void ask(Statement statement, List<Path> files) throws SQLException {
        String sql = "SELECT filename, bool_or(" + IS_CUMULATIVE + ") FROM read_parquet(["
                + files.stream()
                        .map(file -> ViewColumns.literal(file.toString()))
                        .collect(Collectors.joining(", "))
                + "], schema = map {" + field("temporality") + ", " + field("kind")
                + "}, filename = true, hive_partitioning = false) GROUP BY filename";
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                remember(Path.of(rows.getString(1)), rows.getBoolean(2));
            }
        }
        files.forEach(this::rememberEmpty);
    }

    private static String field(String name) {
        Column column = Columns.named(name).orElseThrow();
        return column.id() + ": {name: '" + name + "', type: 'VARCHAR', default_value: NULL}";
    }

    private synchronized boolean isKnown(Path file) {
        return cumulative.containsKey(file);
    }

    /** A file that was forgotten in the meantime may hold some. */
    private synchronized boolean isCumulative(Path file) {
        return cumulative.getOrDefault(file, true);
    }

    private synchronized void remember(Path file, boolean holdsSome) {
        cumulative.put(file, holdsSome);
        if (cumulative.size() > MOST_FILES) {
            cumulative.remove(cumulative.keySet().iterator().next());
        }
    }

    /** A file without rows is in no group. */
    private synchronized void rememberEmpty(Path file) {
        cumulative.putIfAbsent(file, false);
    }
}
