package io.millrace.sink.maintenance.table;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.duckdb.DuckDBDriver;

/** One engine in memory with one connection. While it is open others can cancel its statement. */
final class Engine implements AutoCloseable {
    private final Connection connection;
    private final Statement statement;
    private final Statements running;

    private Engine(Connection connection, Statement statement, Statements running) {
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
     * @param running the statements of open engines
     * @throws IllegalStateException if they are stopped
     */
    static Engine open(RewriteLimits limits, int shares, Path spill, Statements running) throws SQLException {
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
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static void begin(Engine engine) throws SQLException {
        try {
            engine.statement().execute("SET TimeZone = 'UTC'");
        } catch (SQLException | RuntimeException e) {
            engine.running.remove(engine.statement);
            throw e;
        }
    }

    /**
     * The engine's statement, to be asked for each time it is to run.
     *
     * @throws IllegalStateException if the rewrite was stopped
     */
    Statement statement() {
        running.requireGoing();
        return statement;
    }

    Identities identities(String sql) throws SQLException {
        try (ResultSet result = statement().executeQuery(sql)) {
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
