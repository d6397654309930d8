package io.millrace.console.query;

import io.millrace.store.SnapshotFile;
import io.millrace.telemetry.Signal;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The console's own statements over certain data files, whoever their rows belong to: for statistics, never for a caller's
 * question. One thread and little memory, so that they stay in the background.
 */
@ApplicationScoped
public class DataFileQueries {
    private static final long MEMORY = 128L << 20;

    private final LocalFiles files;
    private final QueryLimits limits;

    DataFileQueries(LocalFiles files, QueryConfig config) {
        this.files = files;
        QueryLimits usual = QueryBeans.limits(config);
        this.limits = new QueryLimits(usual.timeout(), MEMORY, 1, usual.spill(), usual.rows(), usual.answerBytes());
    }

    /**
     * Runs statements of the console over the files.
     *
     * @param signal table that the files belong to, which is the name of the view
     * @param statements constant SQL
     * @return rows of each
     * @throws SQLException if the engine fails
     */
    public List<List<List<@Nullable Object>>> run(Signal signal, List<SnapshotFile> wanted, List<String> statements)
            throws SQLException {
        LocalFiles.Borrowed borrowed = files.borrow(wanted);
        try {
            return run(signal, borrowed.paths(), statements);
        } finally {
            borrowed.giveBack().run();
        }
    }

    private List<List<List<@Nullable Object>>> run(Signal signal, Collection<Path> paths, Iterable<String> statements)
            throws SQLException {
        DuckSession.Definitions definitions =
                DuckSession.Definitions.of(List.of(ViewSql.ofEverybody(signal, new EventScan(List.copyOf(paths), 0))));
        List<List<List<@Nullable Object>>> results = new ArrayList<>();
        try (DuckSession session = DuckSession.open(limits, "s-" + UUID.randomUUID(), paths, definitions);
                Statement statement = session.connection().createStatement()) {
            for (String sql : statements) {
                try (ResultSet rows = statement.executeQuery(sql)) {
                    results.add(read(rows));
                }
            }
        }
        return results;
    }

    private static List<List<@Nullable Object>> read(ResultSet result) throws SQLException {
        ResultRows rows = new ResultRows(result, EngineKind.DUCKDB);
        List<List<@Nullable Object>> all = new ArrayList<>();
        while (rows.next()) {
            all.add(rows.values());
        }
        return all;
    }
}
