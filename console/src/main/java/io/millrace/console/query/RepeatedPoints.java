package io.millrace.console.query;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether data files hold a point twice: a client that has not seen the answer sends its batch again. Leaving the second one
 * out means to group all points, which costs more than most reports; so files are looked at once, each for itself and
 * together with those that overlap it in time, and only where a point was repeated does the view group them.
 */
public final class RepeatedPoints {
    private static final int MOST_PAIRS = 200_000;

    /** If more pairs than this are new and some point is repeated, all count as holding one, which is only slower. */
    private static final int MOST_LOOKS = 16;

    /** What makes two points the same one. A point without a series is only itself. */
    private static final List<String> IDENTITY =
            List.of("integration_id", "time", "name", "series_key", "start_time_unix_nano", "time_unix_nano");

    private static final String ONLY_ITSELF =
            "CASE WHEN series_key IS NULL OR time_unix_nano IS NULL THEN src_topic || ':' || CAST(src_partition AS VARCHAR)"
                    + " || ':' || CAST(src_offset AS VARCHAR) || ':' || CAST(src_index AS VARCHAR) END";

    private final Map<Pair, Boolean> pairs = new LinkedHashMap<>(16, 0.75f, true);

    /** A select of points, each of them once; it takes any of the repeated ones, which are the same but for their source. */
    public static String once(List<String> columns, String from) {
        String selected = columns.stream()
                .map(ViewColumns::quoted)
                .map(column -> isOfIdentity(column) ? column : "any_value(" + column + ") AS " + column)
                .collect(Collectors.joining(", "));
        return "SELECT " + selected + " FROM " + from + " GROUP BY "
                + IDENTITY.stream().map(ViewColumns::quoted).collect(Collectors.joining(", ")) + ", " + ONLY_ITSELF;
    }

    /**
     * Whether two of the files hold the same point; what one of them holds twice is not looked at.
     *
     * @param statement of an engine that may read the files
     * @param spans times of the points of each file
     * @param table makes a table of files
     */
    boolean among(Statement statement, List<Span> spans, Table table) throws SQLException {
        List<Pair> overlapping = overlapping(spans);
        Set<Pair> unknown = new LinkedHashSet<>();
        for (Pair pair : overlapping) {
            if (known(pair) == null) {
                unknown.add(pair);
            }
        }
        if (!unknown.isEmpty()) {
            look(statement, unknown, table);
        }
        return overlapping.stream().anyMatch(pair -> !Boolean.FALSE.equals(known(pair)));
    }

    private void look(Statement statement, Set<Pair> unknown, Table table) throws SQLException {
        boolean some = isRepeated(statement, unknown, table);
        boolean each = some && unknown.size() > 1 && unknown.size() <= MOST_LOOKS;
        for (Pair pair : unknown) {
            remember(pair, each ? isRepeated(statement, Set.of(pair), table) : some);
        }
    }

    private static boolean isRepeated(Statement statement, Set<Pair> of, Table table) throws SQLException {
        Set<Path> files = new LinkedHashSet<>();
        Set<String> windows = new LinkedHashSet<>();
        for (Pair pair : of) {
            files.add(pair.earlier.file());
            files.add(pair.later.file());
            long until = Math.min(pair.earlier.last(), pair.later.last());
            windows.add("time_unix_nano BETWEEN " + pair.later.first() + " AND " + until);
        }
        String sql = "SELECT count(*) FROM (SELECT 1 FROM " + table.of(List.copyOf(files))
                + " WHERE series_key IS NOT NULL AND NOT coalesce(" + MetricPoints.IS_CUMULATIVE + ", false) AND ("
                + String.join(" OR ", windows) + ") GROUP BY org_id, "
                + IDENTITY.stream().map(ViewColumns::quoted).collect(Collectors.joining(", "))
                + " HAVING count(*) > 1)";
        try (ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() && rows.getLong(1) > 0;
        }
    }

    private static List<Pair> overlapping(List<Span> spans) {
        List<Span> byStart = new ArrayList<>(spans);
        byStart.sort(Comparator.comparing(Span::first).thenComparing(Span::file));
        List<Pair> pairs = new ArrayList<>();
        List<Span> open = new ArrayList<>();
        for (Span span : byStart) {
            open.removeIf(earlier -> earlier.last() < span.first());
            open.forEach(earlier -> pairs.add(new Pair(earlier, span)));
            open.add(span);
        }
        return pairs;
    }

    private synchronized @Nullable Boolean known(Pair pair) {
        return pairs.get(pair);
    }

    private synchronized void remember(Pair pair, boolean repeated) {
        pairs.put(pair, repeated);
        if (pairs.size() > MOST_PAIRS) {
            pairs.remove(pairs.keySet().iterator().next());
        }
    }

    private static boolean isOfIdentity(String quoted) {
        return IDENTITY.stream().map(ViewColumns::quoted).anyMatch(quoted::equals);
    }

    /** A table of files, for a FROM clause. */
    interface Table {
        String of(List<Path> files);
    }

    /** Times of the points in a file, both inclusive, in nanoseconds since 1970. */
    record Span(Path file, long first, long last) {}

    private record Pair(Span earlier, Span later) {}
}
