package io.millrace.console.query;

import static io.millrace.console.query.ViewColumns.literal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBDriver;
import org.jboss.logging.Logger;

/**
 * An in-memory DuckDB for one query. It is opened with its limits, may then read only the named files, gets its views, and
 * is locked: from then on no statement can widen what it reaches. An instance is never shared, because whoever runs a query
 * in it could change its views.
 */
final class DuckSession implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(DuckSession.class);

    /** Footers of more files would take more memory than an idle engine is worth. */
    private static final int MOST_FOOTERS = 128;

    private final Connection connection;
    private final Path spill;

    private DuckSession(Connection connection, Path spill) {
        this.connection = connection;
        this.spill = spill;
    }

    /**
     * Opens an instance.
     *
     * @param limits memory, threads and spilling
     * @param id names the spill folder
     * @param files the only files that can be read
     * @param definitions makes the views
     */
    static DuckSession open(QueryLimits limits, String id, Collection<Path> files, Definitions definitions)
            throws SQLException {
        Path spill = makeFolder(limits.spill().directory()).resolve(id);
        Properties settings = new Properties();
        settings.setProperty("memory_limit", bytes(limits.memoryBytes()));
        settings.setProperty("threads", Integer.toString(limits.threads()));
        settings.setProperty("temp_directory", spill.toString());
        settings.setProperty("max_temp_directory_size", bytes(limits.spill().maxBytes()));
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        // the driver itself: which class loader its registration belongs to depends on who asked first
        DuckSession session = new DuckSession(new DuckDBDriver().connect("jdbc:duckdb:", settings), spill);
        try {
            session.lock(files, definitions, TextGrowth.macros(limits.memoryBytes()));
            return session;
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    private static Path makeFolder(Path folder) throws SQLException {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new SQLException("IO Error: cannot make the spill folder", e);
        }
    }

    /** The locked connection. */
    Connection connection() {
        return connection;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.warnf(e, "cannot close a query's engine");
        }
        deleteSpill();
    }

    private void lock(Collection<Path> files, Definitions definitions, List<String> macros) throws SQLException {
        String allowed = files.stream().map(file -> literal(file.toString())).collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute("SET enable_external_file_cache = false"); // an idle engine must hold no data
            statement.execute("SET parquet_metadata_cache = " + (files.size() <= MOST_FOOTERS)); // but footers it may
            statement.execute("SET enable_progress_bar = true"); // counted for those who ask, never printed
            statement.execute("SET enable_progress_bar_print = false");
            statement.execute("SET allowed_paths = [" + allowed + "]");
            statement.execute("SET enable_external_access = false");
            definitions.make(statement);
            for (String macro : macros) {
                statement.execute(macro); // behind the views, whose own expressions need no bound
            }
            statement.execute("SET lock_configuration = true");
        }
    }

    private void deleteSpill() {
        if (!Files.isDirectory(spill)) {
            return;
        }
        try (var paths = Files.walk(spill)) {
            for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            LOG.warnf(e, "cannot delete a query's spill folder: path=%s", spill);
        }
    }

    private static String bytes(long bytes) {
        return bytes + "B";
    }

    /** Makes the views of an instance that can already read nothing but its files. */
    interface Definitions {
        /** Runs the statements that make them. */
        void make(Statement statement) throws SQLException;

        /** Views whose definitions are known beforehand. */
        static Definitions of(List<String> statements) {
            return statement -> {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            };
        }
    }
}
