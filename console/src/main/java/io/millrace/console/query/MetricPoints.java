package io.millrace.console.query;

import io.millrace.console.query.RepeatedPoints.Span;
import io.millrace.telemetry.event.Column;
import io.millrace.telemetry.event.Columns;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What data files of metrics hold besides points that simply add up: points of cumulative series, whose increments need a sorted
 * look at the points before, and points that were sent twice. Both are rare, and knowing that a file has none of them saves
 * most of a report's work. A file never changes, so it is asked once.
 */
public final class MetricPoints {
    static final String CUMULATIVE_VIEW = "cumulative_points";
    static final String OTHER_VIEW = "other_points";
    static final String IS_CUMULATIVE =
            "(temporality = 'cumulative' AND kind IN ('sum', 'histogram', 'exponentialHistogram'))";

    private static final int MOST_FILES = 50_000;
    private static final List<Column> LOOKED_AT = Stream.of(
                    "org_id",
                    "integration_id",
                    "time",
                    "time_unix_nano",
                    "start_time_unix_nano",
                    "name",
                    "kind",
                    "temporality",
                    "series_key")
            .map(Columns::named)
            .flatMap(Optional::stream)
            .toList();

    /** Two points with the same digest only look like one another, which costs time, but no truth. */
    private static final String FACTS = "SELECT filename, bool_or(cumulative), min(time_unix_nano) FILTER (other),"
            + " max(time_unix_nano) FILTER (other), count(*) FILTER (other) > count(DISTINCT digest) FILTER (other) FROM"
            + " (SELECT filename, time_unix_nano, coalesce(" + IS_CUMULATIVE
            + ", false) AS cumulative, NOT cumulative AND"
            + " series_key IS NOT NULL AND time_unix_nano IS NOT NULL AS other, hash(series_key, time_unix_nano,"
            + " start_time_unix_nano, org_id, integration_id) AS digest FROM %s) AS points GROUP BY filename";

    private final Map<Path, Facts> facts = new LinkedHashMap<>(16, 0.75f, true);
    private final RepeatedPoints repeated = new RepeatedPoints();

    /** View of the points of cumulative series, for compiled formulas. */
    public static String cumulativeView() {
        return CUMULATIVE_VIEW;
    }

    /** View of all other points, each of them once. */
    public static String otherView() {
        return OTHER_VIEW;
    }

    /** What makes a point one of a cumulative series, as a condition. */
    public static String isCumulative() {
        return IS_CUMULATIVE;
    }

    /**
     * What some files hold.
     *
     * @param statement of an engine that may read the files
     */
    Found find(Statement statement, List<Path> files) throws SQLException {
        List<Path> unknown = files.stream().filter(file -> known(file) == null).toList();
        if (!unknown.isEmpty()) {
            ask(statement, unknown);
        }
        List<Span> spans = new ArrayList<>();
        boolean twice = false;
        for (Path file : files) {
            Facts of = known(file);
            twice |= of == null || of.isRepeated();
            if (of != null && of.span() != null) {
                spans.add(of.span());
            }
        }
        boolean any = twice || repeated.among(statement, spans, some -> ViewSql.table(LOOKED_AT, some, ""));
        return new Found(files.stream().filter(this::mayBeCumulative).toList(), any);
    }

    private void ask(Statement statement, List<Path> files) throws SQLException {
        String sql = FACTS.formatted(ViewSql.table(LOOKED_AT, files, ", filename = true"));
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                Path file = Path.of(rows.getString(1));
                long first = rows.getLong(3);
                Span span = rows.wasNull() ? null : new Span(file, first, rows.getLong(4));
                remember(file, new Facts(rows.getBoolean(2), rows.getBoolean(5), span));
            }
        }
        files.forEach(this::rememberEmpty);
    }

    private synchronized @Nullable Facts known(Path file) {
        return facts.get(file);
    }

    /** A file that was forgotten in the meantime may hold some. */
    private boolean mayBeCumulative(Path file) {
        Facts of = known(file);
        return of == null || of.isCumulative();
    }

    private synchronized void remember(Path file, Facts of) {
        facts.put(file, of);
        if (facts.size() > MOST_FILES) {
            facts.remove(facts.keySet().iterator().next());
        }
    }

    /** A file without rows is in no group. */
    private synchronized void rememberEmpty(Path file) {
        facts.putIfAbsent(file, new Facts(false, false, null));
    }

    /**
     * What files hold.
     *
     * @param cumulative those with points of cumulative series
     * @param isRepeated whether other points may be there twice
     */
    record Found(List<Path> cumulative, boolean isRepeated) {}

    private record Facts(
            boolean isCumulative,
            boolean isRepeated,
            @Nullable Span span) {}
}
