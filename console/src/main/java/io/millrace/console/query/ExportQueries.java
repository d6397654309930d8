package io.millrace.console.query;

import io.millrace.console.query.ExportOutcome.Written;
import io.millrace.console.query.RunningQueries.Running;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import org.duckdb.DuckDBPreparedStatement;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements whose answer goes into a file instead of memory. They take no slot of the queries that people wait for;
 * whoever calls bounds how many run at once. Blocks its thread.
 */
public final class ExportQueries {
    private final EventScans scans;
    private final RunningQueries running;
    private final QueryLimits limits;
    private final MetricPoints points;
    private final @Nullable TrinoExports trino;

    ExportQueries(
            EventScans scans,
            MetricPoints points,
            RunningQueries running,
            QueryLimits limits,
            @Nullable TrinoQueries trino) {
        this.scans = scans;
        this.points = points;
        this.running = running;
        this.limits = limits;
        this.trino = trino == null ? null : new TrinoExports(trino, limits);
    }

    /**
     * Writes the rows one by one.
     *
     * @param request what to run; its row limit is that of the file
     * @param timeout longest run
     * @param rows takes columns, then rows
     */
    public ExportOutcome write(QueryRequest request, Duration timeout, RowTarget rows) {
        if (trino != null && request.statement().ours()) {
            return entered(request, timeout, query -> trino.write(request, query, timeout, rows));
        }
        return inSession(request, timeout, List.of(), (session, query) -> {
            String sql = limited(request);
            try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
                bind(statement, request);
                query.runs(statement);
                try (ResultSet result = statement.executeQuery()) {
                    return stream(new ResultRows(result, EngineKind.DUCKDB), request.rowLimit(), rows);
                }
            }
        });
    }

    /**
     * Lets the engine write a Parquet file.
     *
     * @param file absolute path; nothing may be there yet
     * @param progress takes per cent now and then; call it from {@link ExportProgress}
     */
    public ExportOutcome copy(QueryRequest request, Duration timeout, Path file, ExportProgress progress) {
        if (trino != null && request.statement().ours()) {
            return entered(request, timeout, query -> trino.copy(request, query, timeout, file));
        }
        return inSession(request, timeout, List.of(file), (session, query) -> {
            // the file's name is made by the console and never a user's text
            String sql = "COPY (" + limited(request) + ") TO " + ViewColumns.literal(file.toString())
                    + " (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)";
            try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
                bind(statement, request);
                query.runs(statement);
                progress.watch(reader(statement));
                statement.execute();
                long written = statement.getUpdateCount();
                return new Written(written, written > request.rowLimit());
            } finally {
                progress.watch(ignored -> {});
            }
        });
    }

    private ExportOutcome entered(QueryRequest request, Duration timeout, Entered work) {
        Optional<Running> entered = running.enter(request.id(), request.caller());
        if (entered.isEmpty()) {
            return new ExportOutcome.Failed(Problem.badRequest("This export runs already."));
        }
        try (Running query = entered.get()) {
            query.limit(timeout);
            return work.run(query);
        } catch (IOException e) {
            return new ExportOutcome.Failed(new Problem(
                    507, "export-not-written", "The file cannot be written", String.valueOf(e.getMessage()), Map.of()));
        }
    }

    private ExportOutcome inSession(QueryRequest request, Duration timeout, List<Path> targets, Work work) {
        return entered(request, timeout, query -> inSession(request, query, targets, work));
    }

    private ExportOutcome inSession(QueryRequest request, Running query, List<Path> targets, Work work)
            throws IOException {
        try (SessionPlan plan = SessionPlan.of(scans, points, request)) {
            List<Path> files = new ArrayList<>(plan.files());
            files.addAll(targets);
            try (DuckSession session = DuckSession.open(limits, "e-" + request.id(), files, plan)) {
                return work.run(session, query);
            }
        } catch (SQLException e) {
            return new ExportOutcome.Failed(new EngineProblems(limits).of(e, query.stopReason()));
        } catch (ScanTooLargeException e) {
            return new ExportOutcome.Failed(
                    Problem.of(422, "scan-too-large", "The question reads too much", String.valueOf(e.getMessage())));
        } catch (EventsUnavailableException e) {
            return new ExportOutcome.Failed(Problem.of(
                    503, "events-unavailable", "The events cannot be read now", "The table catalog did not answer."));
        }
    }

    private static String limited(QueryRequest request) {
        return "SELECT * FROM (\n" + request.statement().sql() + "\n) LIMIT " + (request.rowLimit() + 1L);
    }

    /** Gives rows up to a limit to whoever takes them. */
    static Written stream(ResultRows result, int rowLimit, RowTarget rows) throws SQLException, IOException {
        rows.columns(result.columns());
        long written = 0;
        while (result.next()) {
            if (written >= rowLimit) {
                return new Written(written, true);
            }
            rows.row(result.values());
            written++;
        }
        return new Written(written, false);
    }

    private static void bind(PreparedStatement statement, QueryRequest request) throws SQLException {
        List<@Nullable Object> parameters = request.statement().parameters();
        for (int i = 0; i < parameters.size(); i++) {
            statement.setObject(i + 1, parameters.get(i));
        }
    }

    private static ExportProgress.Reader reader(Statement statement) {
        return (DoubleConsumer percent) -> {
            if (statement instanceof DuckDBPreparedStatement duck) {
                try {
                    percent.accept(duck.getQueryProgress().getPercentage());
                } catch (SQLException e) {
                    percent.accept(-1); // it has ended in the meantime
                }
            }
        };
    }

    /** What runs between its entry and its end. */
    private interface Entered {
        ExportOutcome run(Running query) throws IOException;
    }

    /** What runs in a session. */
    private interface Work {
        ExportOutcome run(DuckSession session, Running query) throws SQLException, IOException;
    }
}
