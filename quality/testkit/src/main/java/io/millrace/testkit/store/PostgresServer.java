package io.millrace.testkit.store;

import io.millrace.testkit.container.Containers;
import io.millrace.testkit.container.Server;
import io.millrace.testkit.container.ServerContainer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/**
 * A PostgreSQL server; it can be stopped and started again over the same data, at the same address. It runs in a container where
 * Docker has its image, else embedded.
 */
public final class PostgresServer implements AutoCloseable {
    private static final String IMAGE = "postgres:17";
    private static final int CONTAINER_PORT = 5432;
    private static final String USER = "postgres";
    private static final String PASSWORD = "unused";

    private final int port;
    private final Server server;

    private PostgresServer(int port, Server server) {
        this.port = port;
        this.server = server;
    }

    /** Starts a server with empty databases. */
    public static PostgresServer start() {
        int port = FreePorts.next();
        return new PostgresServer(
                port, Containers.use("PostgreSQL", IMAGE) ? inContainer(port) : EmbeddedPostgresServer.start(port));
    }

    /** JDBC URL without user. */
    public String jdbcUrl() {
        return jdbcUrl(port);
    }

    /** A user that may everything. */
    public String user() {
        return USER;
    }

    /** That user's password; the embedded server does not ask for it. */
    public String password() {
        return PASSWORD;
    }

    /** Settings of Millrace that make its database the catalog. */
    public Map<String, String> settings() {
        return Map.of(
                "millrace.store.catalog.kind",
                "jdbc",
                "millrace.store.catalog.uri",
                jdbcUrl(),
                "millrace.store.catalog.user",
                USER,
                "millrace.store.catalog.password",
                PASSWORD);
    }

    /** Stops it; the data stays. */
    public void stop() {
        server.stop();
    }

    /** Starts it again. */
    public void restart() {
        server.restart();
    }

    @Override
    public void close() {
        server.close();
    }

    private static Server inContainer(int port) {
        Map<String, String> environment = Map.of("POSTGRES_USER", USER, "POSTGRES_PASSWORD", PASSWORD);
        return ServerContainer.start(IMAGE, CONTAINER_PORT, port, environment, () -> answers(port));
    }

    /** Its port is open before it takes clients. */
    private static boolean answers(int port) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl(port), USER, PASSWORD)) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private static String jdbcUrl(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }
}
