package io.millrace.console.query;

import static io.millrace.console.query.ViewColumns.literal;
import static io.millrace.console.query.ViewColumns.quoted;

import io.millrace.console.access.Caller;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.event.Column;
import io.millrace.telemetry.event.Columns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the definition of a caller's view: the tenant's predicate stands here and nowhere else. */
final class ViewSql {
    private final Caller caller;

    ViewSql(Caller caller) {
        this.caller = caller;
    }

    /** A statement that makes the view of one signal over the files of a scan. */
    String create(Signal signal, EventScan scan) {
        return create(signal.tableName(), signal, scan.files(), ViewColumns.of(signal));
    }

    /**
     * Statements that make the two views of metric points that compiled formulas read: those of cumulative series, which need
     * the point before them, and all others.
     *
     * @param files the metrics' files
     * @param found what is known of the points in them
     */
    List<String> points(List<Path> files, MetricPoints.Found found) {
        List<Path> cumulative = found.cumulative();
        String others = found.isRepeated() ? MetricPoints.OTHER_VIEW + "_as_sent" : MetricPoints.OTHER_VIEW;
        List<ViewColumn> columns = ViewColumns.of(Signal.METRICS).stream()
                .filter(column -> !VirtualColumns.LIST.contains(column)) // formulas read attributes themselves
                .toList();
        List<String> views = new ArrayList<>(List.of(
                create(MetricPoints.CUMULATIVE_VIEW, Signal.METRICS, cumulative, columns)
                        + (cumulative.isEmpty() ? "" : " AND " + MetricPoints.IS_CUMULATIVE),
                create(others, Signal.METRICS, files, columns)
                        + (cumulative.isEmpty()
                                ? ""
                                : " AND NOT coalesce(" + MetricPoints.IS_CUMULATIVE + ", false)")));
        if (found.isRepeated()) {
            List<String> names = Stream.concat(columns.stream().map(ViewColumn::name), Stream.of("integration"))
                    .toList();
            views.add("CREATE VIEW " + MetricPoints.OTHER_VIEW + " AS " + RepeatedPoints.once(names, others));
        }
        return views;
    }

    private String create(String name, Signal signal, List<Path> files, List<ViewColumn> shown) {
        String columns = shown.stream()
                .map(column -> column.expression() + " AS " + quoted(column.name()))
                .collect(Collectors.joining(", "));
        return "CREATE VIEW " + name + " AS SELECT " + columns + ", " + integration() + " AS integration FROM "
                + table(signal, files) + " WHERE org_id = " + literal(caller.organizationId());
    }

    /** A view of the table's own columns over whole files, for the console itself. */
    static String ofEverybody(Signal signal, EventScan scan) {
        return "CREATE VIEW " + signal.tableName() + " AS SELECT * FROM " + table(signal, scan.files());
    }

    private String integration() {
        Map<String, String> names = new TreeMap<>(caller.integrations());
        if (names.isEmpty()) {
            return "integration_id";
        }
        return names.entrySet().stream()
                .map(entry -> " WHEN " + literal(entry.getKey()) + " THEN " + literal(entry.getValue()))
                .collect(Collectors.joining("", "CASE integration_id", " ELSE integration_id END"));
    }

    private static String table(Signal signal, List<Path> files) {
        return table(Columns.of(signal), files, "");
    }

    /**
     * A table of files, for a FROM clause.
     *
     * @param columns columns it has
     * @param files files, read by the columns' ids
     * @param options more for the reader, each behind a comma
     */
    static String table(List<Column> columns, List<Path> files, String options) {
        if (files.isEmpty()) {
            return columns.stream()
                    .map(c -> "CAST(NULL AS " + ViewColumns.sqlType(c.type()) + ") AS " + quoted(c.name()))
                    .collect(Collectors.joining(", ", "(SELECT ", " WHERE false)"));
        }
        String list = files.stream().map(file -> literal(file.toString())).collect(Collectors.joining(", "));
        String schema = columns.stream()
                .map(c -> c.id() + ": {name: " + literal(c.name()) + ", type: " + literal(ViewColumns.sqlType(c.type()))
                        + ", default_value: NULL}")
                .collect(Collectors.joining(", "));
        return "read_parquet([" + list + "], schema = map {" + schema + "}, hive_partitioning = false" + options + ")";
    }
}
