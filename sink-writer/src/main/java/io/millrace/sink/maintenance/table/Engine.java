package io.millrace.sink.maintenance.table;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.Set;
import org.duckdb.DuckDBDriver;
import org.jboss.logging.Logger;

/** One engine in memory with one connection. While it is open its statement stands in a set, so that others can cancel it. */
final class Engine implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Engine.class);

    private final Connection connection;
    private final Statement statement;
    private final Set<Statement> running;

    private Engine(Connection connection, Statement statement, Set<Statement> running) {
        this.connection = connection;
        this.statement = statement;
        this.running = running;
    }

    /**
     * Opens an engine.
     *
     * @param limits what all engines of a rewrite may use together
     * @param shares how many engines share the memory and the spill, each with one thread; 1 for an engine with all threads
     * @param spill folder of this engine for what does not fit into memory
     * @param running the statements that run
     */
    static Engine open(RewriteLimits limits, int shares, Path spill, Set<Statement> running) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("memory_limit", limits.memoryBytes() / shares + "B");
        settings.setProperty("threads", Integer.toString(Math.max(1, limits.threads() / shares)));
        settings.setProperty("temp_directory", spill.toString());
        settings.setProperty("max_temp_directory_size", limits.maxSpillBytes() / shares + "B");
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        // the driver itself: which class loader its registration belongs to depends on who asked first
        Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", settings);
        try {
            Statement statement = connection.createStatement();
            running.add(statement);
            Engine engine = new Engine(connection, statement, running);
            begin(engine);
            return engine;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static void begin(Engine engine) throws SQLException {
        try {
            engine.statement.execute("SET TimeZone = 'UTC'");
        } catch (SQLException e) {
            engine.running.remove(engine.statement);
            throw e;
        }
    }

    /** Cancels the statements that run; one that has just ended needs it no more. */
    static void cancelAll(Set<Statement> running) {
        for (Statement statement : running) {
            try {
                statement.cancel();
            } catch (SQLException e) {
                LOG.debugf("a statement of a rewrite ended before it was cancelled: %s", e.getMessage());
            }
        }
    }

    Statement statement() {
        return statement;
    }

    Identities identities(String sql) throws SQLException {
        try (ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return new Identities(result.getLong(1), result.getString(2));
        }
    }

    @Override
    public void close() throws SQLException {
        running.remove(statement);
        connection.close();
    }

    /**
     * Which rows there are.
     *
     * @param count their number
     * @param hashSum sum of hashes of their positions
     */
    record Identities(long count, String hashSum) {}
}
