package io.millrace.console.minql.drill;

import io.millrace.console.access.Caller;
import io.millrace.console.query.QueryAnswer;
import io.millrace.console.query.QueryEngine;
import io.millrace.console.query.QueryOutcome;
import io.millrace.console.query.QueryOutcome.Answered;
import io.millrace.console.query.QueryOutcome.Failed;
import io.millrace.console.query.QueryRequest;
import io.millrace.console.query.QueryRequest.Statement;
import io.millrace.console.query.TimeRange;
import io.millrace.console.query.http.ProblemException;
import io.millrace.telemetry.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads timelines. Without a time it looks back in steps for the days first, since most that is asked for is recent. */
final class Timelines {
    /** How far back each step looks; the last one is as far as a search without a time goes. */
    private static final List<Duration> STEPS = List.of(Duration.ofDays(8), Duration.ofDays(31), Duration.ofDays(400));

    private static final Duration AHEAD = Duration.ofDays(2);

    /** Around known times: sessions are resumed for days. */
    private static final Duration AROUND = Duration.ofDays(3);

    private static final String EVENT = "event_id, \"time\", name, event_sequence, prompt_id, trace_id, span_id, model,"
            + " tool_name, tool_use_id, duration_ms, cost_usd, input_tokens, output_tokens, cache_read_tokens,"
            + " cache_creation_tokens, success, decision, source, error, attributes";
    private static final String SPAN =
            "event_id, \"time\", end_time, name, trace_id, span_id, parent_span_id, prompt_id, duration_ms, model,"
                    + " tool_name, tool_use_id, success, decision, status, status_message, attributes";

    /**
     * The client numbers its events from 0 in each process, so a resumed session has several runs: a run begins with 0, and
     * inside a run the number is the order.
     */
    private static final String IN_ORDER =
            "SELECT " + EVENT + " FROM (SELECT *, sum(CASE WHEN event_sequence = 0 THEN 1 ELSE 0 END) OVER (ORDER BY"
                    + " \"time\", event_sequence ROWS UNBOUNDED PRECEDING) AS run FROM logs WHERE %s) AS"
                    + " events ORDER BY run, event_sequence NULLS LAST, \"time\", src_offset, src_index";

    private final QueryEngine engine;

    Timelines(QueryEngine engine) {
        this.engine = engine;
    }

    /**
     * Reads a timeline.
     *
     * @param around a time at which it went on, or null
     * @param now the time now
     * @throws ProblemException if a query fails
     */
    TimelineAnswer read(
            Caller caller, String queryId, TimelineOf of, String id, @Nullable Instant around, Instant now, int limit) {
        if (around != null) {
            return read(new Search(caller, queryId, of, id, around(around, around), limit), 0);
        }
        long elapsedMs = 0;
        Instant until = now.plus(AHEAD);
        for (Duration step : STEPS) {
            TimeRange range = new TimeRange(now.minus(step), until);
            QueryAnswer bounds = bounds(new Search(caller, queryId, of, id, range, 1));
            elapsedMs += bounds.statistics().elapsedMs();
            if (bounds.rows().get(0).get(0) instanceof String first
                    && bounds.rows().get(0).get(1) instanceof String last) {
                TimeRange found = around(Instant.parse(first), Instant.parse(last));
                return read(new Search(caller, queryId, of, id, found, limit), elapsedMs);
            }
            until = range.from();
        }
        return new TimelineAnswer(
                queryId,
                of.word(),
                id,
                until.toString(),
                now.plus(AHEAD).toString(),
                List.of(),
                List.of(),
                false,
                elapsedMs);
    }

    /** Only the id's column is read of most files, and the answer says which few days hold the rest. */
    private QueryAnswer bounds(Search search) {
        String rows = "SELECT \"time\" FROM %s WHERE " + search.condition();
        String sql = "SELECT min(\"time\"), max(\"time\") FROM (" + rows.formatted("logs") + " UNION ALL "
                + rows.formatted("spans") + ") AS found";
        List<@Nullable Object> values = new ArrayList<>(search.values());
        values.addAll(search.values());
        return answer(search, Statement.compiled(sql, values, Set.of(Signal.LOGS, Signal.TRACES)));
    }

    private static TimeRange around(Instant first, Instant last) {
        return new TimeRange(first.minus(AROUND), last.plus(AROUND));
    }

    private TimelineAnswer read(Search search, long elapsedBefore) {
        QueryAnswer events = ask(search, Signal.LOGS, IN_ORDER.formatted(search.condition()));
        QueryAnswer spans = ask(
                search,
                Signal.TRACES,
                "SELECT " + SPAN + " FROM spans WHERE " + search.condition() + " ORDER BY \"time\", span_id");
        return new TimelineAnswer(
                search.queryId,
                search.of.word(),
                search.id,
                search.range.from().toString(),
                search.range.endExclusive().toString(),
                objects(events),
                objects(spans),
                events.truncated() || spans.truncated(),
                elapsedBefore
                        + events.statistics().elapsedMs()
                        + spans.statistics().elapsedMs());
    }

    private QueryAnswer ask(Search search, Signal signal, String sql) {
        return answer(search, Statement.compiled(sql, search.values(), Set.of(signal)));
    }

    private QueryAnswer answer(Search search, Statement statement) {
        QueryOutcome outcome = engine.run(
                new QueryRequest(search.queryId, search.caller, statement, Optional.of(search.range), search.limit));
        if (outcome instanceof Failed failed) {
            throw new ProblemException(failed.problem());
        }
        return ((Answered) outcome).answer();
    }

    /** As every engine reads it. */
    private static String text(Instant instant) {
        return instant.toString().replace('T', ' ').replace("Z", " UTC");
    }

    private static List<Map<String, @Nullable Object>> objects(QueryAnswer answer) {
        List<Map<String, @Nullable Object>> objects = new ArrayList<>();
        for (List<@Nullable Object> row : answer.rows()) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
                if (row.get(i) != null) {
                    object.put(answer.columns().get(i).name(), row.get(i));
                }
            }
            objects.add(object);
        }
        return objects;
    }

    private record Search(Caller caller, String queryId, TimelineOf of, String id, TimeRange range, int limit) {
        /** The column is one of three; every value is a parameter. */
        String condition() {
            return of.column()
                    + " = ? AND \"time\" >= CAST(? AS TIMESTAMP WITH TIME ZONE) AND \"time\" < CAST(? AS TIMESTAMP"
                    + " WITH TIME ZONE)";
        }

        List<@Nullable Object> values() {
            return List.of(id, text(range.from()), text(range.endExclusive()));
        }
    }
}
