package io.millrace.console.query;

import static io.millrace.console.query.ViewColumns.quoted;

import io.millrace.console.query.ExportOutcome.Written;
import io.millrace.console.query.RunningQueries.Running;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Exports of what Trino answers. A Parquet file is written by an embedded engine that gets the rows and reads no file. */
final class TrinoExports {
    private final TrinoQueries trino;
    private final QueryLimits limits;

    TrinoExports(TrinoQueries trino, QueryLimits limits) {
        this.trino = trino;
        this.limits = limits;
    }

    /** Gives the rows one by one. */
    ExportOutcome write(QueryRequest request, Running query, Duration timeout, RowTarget rows) throws IOException {
        try {
            return trino.<Written, IOException>run(
                    request, query, timeout, result -> ExportQueries.stream(result, request.rowLimit(), rows));
        } catch (SQLException e) {
            return failed(e, query);
        }
    }

    /** Writes a Parquet file. */
    ExportOutcome copy(QueryRequest request, Running query, Duration timeout, Path file) throws IOException {
        try (DuckSession session = open(request, file)) {
            Written written = trino.<Written, IOException>run(
                    request, query, timeout, rows -> collect(session.connection(), rows, request.rowLimit()));
            write(session.connection(), query, file);
            return written;
        } catch (SQLException e) {
            return failed(e, query);
        }
    }

    private DuckSession open(QueryRequest request, Path file) throws IOException {
        try {
            return DuckSession.open(limits, "e-" + request.id(), List.of(file), none -> {});
        } catch (SQLException e) {
            throw new IOException("no engine for it could be opened", e);
        }
    }

    private static Written collect(Connection connection, ResultRows rows, int rowLimit)
            throws SQLException, IOException {
        String columns = rows.columns().stream()
                .map(column -> quoted(column.name()) + " " + column.type())
                .collect(Collectors.joining(", "));
        long written = 0;
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE exported (" + columns + ")");
        } catch (SQLException e) {
            throw new IOException("a column has a type that the file cannot have", e);
        }
        try (DuckDBAppender appender = ((DuckDBConnection) connection).createAppender("exported")) {
            while (rows.next()) {
                if (written >= rowLimit) {
                    return new Written(written, true);
                }
                append(appender, rows.cells());
                written++;
            }
        }
        return new Written(written, false);
    }

    private static void append(DuckDBAppender appender, List<? extends @Nullable Object> cells) throws SQLException {
        appender.beginRow();
        for (Object cell : cells) {
            if (cell == null) {
                appender.appendNull();
            } else if (cell instanceof Number number) {
                append(appender, number);
            } else if (cell instanceof Boolean bool) {
                appender.append(bool);
            } else if (cell instanceof LocalDateTime local) {
                appender.append(local);
            } else if (cell instanceof OffsetDateTime time) {
                appender.append(time);
            } else {
                appender.append(cell.toString());
            }
        }
        appender.endRow();
    }

    private static void append(DuckDBAppender appender, Number number) throws SQLException {
        if (number instanceof Double) {
            appender.append(number.doubleValue());
        } else if (number instanceof Integer) {
            appender.append(number.intValue());
        } else {
            appender.append(number.longValue());
        }
    }

    private static void write(Connection connection, Running query, Path file) throws IOException {
        try (Statement statement = connection.createStatement()) {
            query.runs(statement);
            // the file's name is made by the console and never a user's text
            statement.execute("COPY exported TO " + ViewColumns.literal(file.toString())
                    + " (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)");
        } catch (SQLException e) {
            throw new IOException("the rows do not fit into its memory or its folder", e);
        }
    }

    private ExportOutcome failed(SQLException error, Running query) {
        return new ExportOutcome.Failed(TrinoProblems.of(error, query.stopReason(), new EngineProblems(limits)));
    }
}
