package io.millrace.console.query;

import io.millrace.console.access.Caller;
import io.millrace.console.query.QueryAnswer.Statistics;
import io.millrace.console.query.QueryOutcome.Answered;
import io.millrace.console.query.QueryOutcome.Failed;
import io.millrace.console.query.RunningQueries.Running;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.DirectoryRecord.KeyType;
import io.millrace.telemetry.directory.DirectoryRecord.Role;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs vetted statements over the caller's views, each in an engine instance of its own. Blocks its thread until the query
 * has ended: never call it on an event loop.
 */
public final class QueryEngine {
    private static final Logger LOG = Logger.getLogger(QueryEngine.class);
    private static final int NANOS_PER_MILLI = 1_000_000;

    private final EventScans scans;
    private final RunningQueries running;
    private final Admission admission;
    private final QueryLimits limits;
    private final ResultCache cache;
    private final SessionPool sessions;
    private final MetricPoints points;
    private final @Nullable TrinoQueries trino;
    private final LongSupplier nanoClock;

    /** Without a cache of results. */
    QueryEngine(
            EventScans scans, RunningQueries running, Admission admission, QueryLimits limits, LongSupplier nanoClock) {
        this(
                scans,
                running,
                admission,
                limits,
                new Engines(new ResultCache(0), new SessionPool(0), new MetricPoints(), null),
                nanoClock);
    }

    // six: what a query needs, and what answers it
    QueryEngine(
            EventScans scans,
            RunningQueries running,
            Admission admission,
            QueryLimits limits,
            Engines engines,
            LongSupplier nanoClock) {
        this.scans = scans;
        this.running = running;
        this.admission = admission;
        this.limits = limits;
        this.cache = engines.results();
        this.sessions = engines.sessions();
        this.points = engines.points();
        this.trino = engines.trino();
        this.nanoClock = nanoClock;
    }

    /** What answers compiled statements. */
    public EngineKind kind() {
        return trino == null ? EngineKind.DUCKDB : EngineKind.TRINO;
    }

    /** The bounds of every query. */
    public QueryLimits limits() {
        return limits;
    }

    /** Opens and closes an engine without files: what is slow at first is then done. */
    public void warmUp() {
        List<String> definitions = new ArrayList<>();
        ViewSql views = new ViewSql(new Caller("warm-up", "warm-up", Role.MEMBER, KeyType.QUERY, Map.of()));
        for (Signal signal : Signal.values()) {
            definitions.add(views.create(signal, EventScan.EMPTY));
        }
        try (DuckSession session =
                        DuckSession.open(limits, "q-warm-up", List.of(), DuckSession.Definitions.of(definitions));
                PreparedStatement statement =
                        session.connection().prepareStatement("SELECT count(*), max(attributes->>'x') FROM logs");
                ResultSet rows = statement.executeQuery()) {
            rows.next();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot open the query engine", e);
        }
    }

    /** Runs a query to its end, its time-out or its cancellation. */
    public QueryOutcome run(QueryRequest request) {
        Optional<Running> entered = running.enter(request.id(), request.caller());
        if (entered.isEmpty()) {
            return new Failed(Problem.of(
                    409,
                    "query-id-in-use",
                    "The query id is in use",
                    "A query with this id runs now; choose another id or leave it out."));
        }
        try (Running query = entered.get()) {
            String organization = request.caller().organizationId();
            long arrived = nanoClock.getAsLong();
            if (!admission.enter(organization)) {
                return new Failed(admission.problem());
            }
            try {
                long waitedMs = millisSince(arrived);
                query.limit(limits.timeout());
                QueryOutcome outcome = inSlot(request, query, waitedMs);
                admission.metrics().ran(outcome, millisSince(arrived));
                return outcome;
            } finally {
                admission.leave(organization);
            }
        }
    }

    private QueryOutcome inSlot(QueryRequest request, Running query, long waitedMs) {
        long started = nanoClock.getAsLong();
        if (trino != null && request.statement().ours()) {
            return onTrino(trino, request, query, new Timing(started, waitedMs, 0));
        }
        try (SessionPlan plan = SessionPlan.of(scans, points, request)) {
            return overPlan(
                    request,
                    query,
                    plan,
                    new Timing(started, waitedMs, plan.files().size()));
        } catch (ScanTooLargeException e) {
            return new Failed(
                    Problem.of(422, "scan-too-large", "The question reads too much", String.valueOf(e.getMessage())));
        } catch (EventsUnavailableException e) {
            LOG.warnf(e, "cannot plan a query");
            return new Failed(Problem.of(
                    503,
                    "events-unavailable",
                    "The events cannot be read now",
                    "The table catalog or the store did not answer. Try again in a few seconds."));
        }
    }

    private QueryOutcome onTrino(TrinoQueries server, QueryRequest request, Running query, Timing timing) {
        try {
            return new Answered(
                    server.run(request, query, limits.timeout(), rows -> read(rows, request.rowLimit(), timing)));
        } catch (SQLException e) {
            return new Failed(TrinoProblems.of(e, query.stopReason(), new EngineProblems(limits)));
        }
    }

    private QueryOutcome overPlan(QueryRequest request, Running query, SessionPlan plan, Timing timing) {
        Optional<ResultCache.Key> key = cache.key(request, plan.files());
        Optional<QueryAnswer> known = key.flatMap(cache::find);
        if (known.isPresent()) {
            return new Answered(known.get().again(timing.statistics(this)));
        }
        boolean ours = request.statement().ours();
        SessionPool.Key views = new SessionPool.Key(plan.files(), plan.definitions());
        DuckSession session = null;
        boolean ended = false;
        try {
            Optional<DuckSession> kept = ours ? sessions.take(views) : Optional.empty();
            session = kept.isPresent() ? kept.get() : DuckSession.open(limits, "q-" + request.id(), plan.files(), plan);
            QueryAnswer answer = execute(session, request, query, timing);
            key.ifPresent(fresh -> cache.add(fresh, answer, ResultCache.size(answer.rows())));
            ended = true;
            return new Answered(answer);
        } catch (SQLException e) {
            return new Failed(new EngineProblems(limits).of(e, query.stopReason()));
        } finally {
            if (session != null && ours && ended && query.stopReason().isEmpty()) {
                sessions.give(views, session);
            } else if (session != null) {
                session.close();
            }
        }
    }

    private QueryAnswer execute(DuckSession session, QueryRequest request, Running query, Timing timing)
            throws SQLException {
        String sql = "SELECT * FROM (\n" + request.statement().sql() + "\n) LIMIT " + (request.rowLimit() + 1L);
        try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
            bind(statement, request.statement().parameters());
            query.runs(statement);
            if (query.stopReason().isPresent()) {
                throw new SQLException("stopped before it began");
            }
            try (ResultSet rows = statement.executeQuery()) {
                return read(new ResultRows(rows, EngineKind.DUCKDB), request.rowLimit(), timing);
            }
        }
    }

    private QueryAnswer read(ResultRows rows, int rowLimit, Timing timing) throws SQLException {
        List<List<@Nullable Object>> values = new ArrayList<>();
        boolean truncated = false;
        while (!truncated && rows.next()) {
            truncated = values.size() >= rowLimit || rows.bytes() >= limits.answerBytes();
            if (!truncated) {
                values.add(rows.values());
            }
        }
        return new QueryAnswer(rows.columns(), values, truncated, timing.statistics(this));
    }

    private static void bind(PreparedStatement statement, List<@Nullable Object> parameters) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            statement.setObject(i + 1, parameters.get(i));
        }
    }

    private long millisSince(long nanos) {
        return (nanoClock.getAsLong() - nanos) / NANOS_PER_MILLI;
    }

    private record Timing(long startedNanos, long waitedMs, int files) {
        Statistics statistics(QueryEngine engine) {
            return new Statistics(engine.millisSince(startedNanos), waitedMs, files);
        }
    }

    /**
     * What answers, and what is kept from one query to the next.
     *
     * @param results answers of the embedded engine
     * @param sessions its idle instances
     * @param points what it knows of the points in data files
     * @param trino runs compiled statements instead, if there is one
     */
    record Engines(
            ResultCache results,
            SessionPool sessions,
            MetricPoints points,
            @Nullable TrinoQueries trino) {}
}
