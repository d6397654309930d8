package io.millrace.console.minql.compile;

import io.millrace.telemetry.Signal;
import io.millrace.telemetry.event.Column;
import io.millrace.telemetry.event.Columns;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rows of an integration in the period. Metric points come with their increment: a delta point's value as it is; for a
 * cumulative one the difference to the point before it in its series, or the whole value after a reset.
 */
final class EventTablesSql {
    /** How far before the period the point before the first one is looked for. */
    static final Duration LOOK_BACK = Duration.ofDays(1);

    private static final String SHARED = Stream.of(
                    "event_id",
                    "signal",
                    "integration",
                    "integration_id",
                    "received_time",
                    "time",
                    "service_name",
                    "service_version",
                    "scope_name",
                    "attributes",
                    "resource_attributes",
                    "scope_attributes")
            .map(EventTablesSql::quoted)
            .collect(Collectors.joining(", "));
    private static final String PROMOTED = Columns.all().stream()
            .filter(Column::isPromoted)
            .map(column -> quoted(column.name()))
            .collect(Collectors.joining(", "));
    private static final String POINT = Stream.concat(
                    Stream.of("event_id", "signal", "integration"),
                    Columns.of(Signal.METRICS).stream().map(Column::name))
            .map(EventTablesSql::quoted)
            .collect(Collectors.joining(", "));

    /** Row functions of the difference; the second branch of the case is a reset, the third the start of a series. */
    private static final String INCREMENT = "CASE WHEN previous_value IS NULL AND start_time >= {1} THEN \"value\""
            + " WHEN previous_value IS NULL THEN 0"
            + " WHEN start_time <> previous_start OR (monotonic IS DISTINCT FROM false AND \"value\" < previous_value)"
            + " THEN \"value\" ELSE \"value\" - previous_value END";

    private static final String CUMULATIVE = "temporality = 'cumulative' AND kind = 'sum'";

    private final Period period;
    private final Fragment integration;

    EventTablesSql(Period period, String integrationId) {
        this.period = period;
        this.integration = Fragment.value(integrationId);
    }

    /** One table. */
    Fragment of(Signal signal) {
        if (signal == Signal.METRICS) {
            return metrics();
        }
        return Fragment.fill("(SELECT * FROM " + signal.tableName() + " WHERE {0}) AS events", within(period.from()));
    }

    /** The shared columns of all three tables. */
    Fragment ofAll() {
        List<Fragment> tables = new ArrayList<>();
        for (Signal signal : Signal.values()) {
            tables.add(Fragment.fill(
                    "SELECT " + SHARED + ", " + PROMOTED + " FROM " + signal.tableName() + " WHERE {0}",
                    within(period.from())));
        }
        return Fragment.fill("({0}) AS events", Fragment.join(" UNION ALL ", tables));
    }

    /** An instant as a parameter. */
    static Fragment time(Instant instant) {
        String text = instant.toString().replace('T', ' ').replace("Z", " UTC");
        return Fragment.fill("CAST({0} AS TIMESTAMP WITH TIME ZONE)", Fragment.value(text));
    }

    private Fragment metrics() {
        Instant early = period.from().minus(LOOK_BACK);
        Fragment windows = Fragment.fill(
                "SELECT " + POINT + ", lag(\"value\") OVER series AS previous_value,"
                        + " lag(start_time) OVER series AS previous_start FROM metrics WHERE {0} AND " + CUMULATIVE
                        + " WINDOW series AS (PARTITION BY series_key ORDER BY \"time\", time_unix_nano)",
                within(early));
        return Fragment.fill(
                "(SELECT " + POINT + ", \"value\" AS increment FROM metrics WHERE {0} AND NOT coalesce(" + CUMULATIVE
                        + ", false) UNION ALL SELECT " + POINT + ", " + INCREMENT
                        + " AS increment FROM ({2}) AS points WHERE \"time\" >= {3}) AS events",
                within(period.from()),
                time(early),
                windows,
                time(period.from()));
    }

    private Fragment within(Instant from) {
        return Fragment.fill(
                "integration_id = {0} AND \"time\" >= {1} AND \"time\" < {2}",
                integration, time(from), time(period.endExclusive()));
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }
}
