package io.millrace.console.minql.compile;

import io.millrace.telemetry.Signal;
import io.millrace.telemetry.event.Column;
import io.millrace.telemetry.event.Columns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rows of an integration in the period. Metric points come with their increment: a delta point's values as they are; for
 * a cumulative one the difference to the point before it in its series, or the whole value after a reset.
 */
final class EventTablesSql {
    private static final String SHARED = Stream.of(
                    "event_id",
                    "signal",
                    "integration",
                    "integration_id",
                    "received_time",
                    "time",
                    "name",
                    "service_name",
                    "service_version",
                    "scope_name",
                    "attributes",
                    "resource_attributes",
                    "scope_attributes")
            .map(EventTablesSql::quoted)
            .collect(Collectors.joining(", "));
    private static final String PROMOTED =
            Names.promoted().map(column -> quoted(column.name())).collect(Collectors.joining(", "));
    private static final List<String> POINT_COLUMNS = Stream.concat(
                    Stream.of("event_id", "signal", "integration"),
                    Columns.of(Signal.METRICS).stream()
                            .filter(Names::isReadByFormulas)
                            .map(Column::name))
            .toList();
    private static final String POINT =
            POINT_COLUMNS.stream().map(EventTablesSql::quoted).collect(Collectors.joining(", "));

    /** What of the point before is needed; a repeated point has a difference of 0, a late one stands where its time says. */
    private static final String WINDOWS =
            Stream.of("value", "count", "sum", "bucket_counts", "bounds", "exponential", "start_time")
                            .map(column -> "lag(" + quoted(column) + ") OVER series AS previous_" + column)
                            .collect(Collectors.joining(", "))
                    + ", row_number() OVER series AS place";

    private static final String SERIES = " WINDOW series AS (PARTITION BY \"name\", series_key ORDER BY \"time\","
            + " time_unix_nano, src_topic, src_partition, src_offset, src_index)";

    /** A series starts anew where its start moves, or where what can only grow has shrunk. */
    private static final String IS_RESET = "(start_time <> previous_start_time OR (kind <> 'sum' AND \"count\" <"
            + " previous_count) OR (kind = 'sum' AND (monotonic IS NULL OR monotonic) AND \"value\" < previous_value))";

    private final Frame frame;
    private final Fragment integration;

    EventTablesSql(Frame frame, String integrationId) {
        this.frame = frame;
        this.integration = Fragment.value(integrationId);
    }

    /** One table. */
    Fragment of(Signal signal) {
        if (signal == Signal.METRICS) {
            return metrics();
        }
        return Fragment.fill(
                "(SELECT * FROM " + signal.tableName() + " WHERE {0}) AS events",
                within(frame.scanned().from()));
    }

    /** The shared columns of all three tables. */
    Fragment ofAll() {
        List<Fragment> tables = new ArrayList<>();
        for (Signal signal : Signal.values()) {
            tables.add(Fragment.fill(
                    "SELECT " + SHARED + ", " + PROMOTED + " FROM " + signal.tableName() + " WHERE {0}",
                    within(frame.scanned().from())));
        }
        return Fragment.fill("({0}) AS events", Fragment.join(" UNION ALL ", tables));
    }

    /** An instant as a literal: engines leave out files and row groups by it, which they do not by a parameter. */
    static Fragment time(Instant instant, Dialect dialect) {
        String text = instant.toString().replace('T', ' ').replace("Z", " UTC");
        return Fragment.of((dialect == Dialect.DUCKDB ? "TIMESTAMP WITH TIME ZONE '" : "TIMESTAMP '") + text + "'");
    }

    private Fragment time(Instant instant) {
        return time(instant, frame.dialect());
    }

    private Fragment metrics() {
        Instant from = frame.scanned().from();
        Instant early = from.minus(frame.context().lookBack());
        Fragment points = Fragment.fill(
                "SELECT " + POINT + ", " + WINDOWS + frame.dialect().cumulativePoints() + " AND {0}" + SERIES,
                within(early));
        return Fragment.fill(
                "(SELECT " + POINT
                        + ", \"value\" AS increment, CAST(\"count\" AS DOUBLE) AS increment_count, \"sum\" AS"
                        + " increment_sum, bucket_counts AS increment_buckets, exponential AS increment_exponential,"
                        + " CASE WHEN false THEN exponential END AS exponential_before"
                        + frame.dialect().otherPoints(POINT_COLUMNS)
                        + " AND {0} UNION ALL SELECT " + POINT + ", "
                        + increment("value", "increment", "0e0") + ", " + increment("count", "increment_count", "0e0")
                        + ", " + increment("sum", "increment_sum", "0e0")
                        + ", CASE WHEN place = 1 AND (start_time IS NULL OR start_time < {1}) THEN NULL WHEN place = 1"
                        + " OR " + IS_RESET + " OR bounds <> previous_bounds THEN bucket_counts ELSE "
                        + frame.dialect()
                                .differences()
                                .replace("{0}", "bucket_counts")
                                .replace("{1}", "previous_bucket_counts")
                        + " END AS increment_buckets, CASE WHEN place > 1 OR start_time >= {1} THEN exponential END AS"
                        + " increment_exponential, CASE WHEN place = 1 OR " + IS_RESET + " THEN NULL ELSE"
                        + " previous_exponential END AS exponential_before FROM ({2}) AS points WHERE \"time\" >= {3}) AS events",
                within(from),
                time(early),
                points,
                time(from));
    }

    /** The first point of a series counts whole if the series has started within the look-back, else not at all. */
    private static String increment(String column, String name, String none) {
        String value = "CAST(" + quoted(column) + " AS DOUBLE)";
        return "CASE WHEN place = 1 AND (start_time IS NULL OR start_time < {1}) THEN CASE WHEN " + quoted(column)
                + " IS NOT NULL THEN " + none + " END WHEN place = 1 OR " + IS_RESET + " OR previous_" + column
                + " IS NULL THEN " + value + " ELSE " + value + " - previous_" + column + " END AS " + name;
    }

    private Fragment within(Instant from) {
        return Fragment.fill(
                "integration_id = {0} AND \"time\" >= {1} AND \"time\" < {2}",
                integration, time(from), time(frame.scanned().endExclusive()));
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }
}
