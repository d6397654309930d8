package io.millrace.testkit.store;

import io.millrace.testkit.TestFolders;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A PostgreSQL server; it can be stopped and started again over the same data, at the same address. */
public final class PostgresServer implements AutoCloseable {
    private static final String USER = "postgres";

    private final Path folder;
    private final int port = FreePorts.next();
    private EmbeddedPostgres server;

    private PostgresServer(Path folder) {
        this.folder = folder;
        this.server = launch(folder, port);
    }

    /** Starts a server with empty databases. */
    public static PostgresServer start() {
        try {
            return new PostgresServer(Files.createTempDirectory("millrace-postgres"));
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder", e);
        }
    }

    /** JDBC URL without user. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /** A user that may everything and needs no password. */
    public String user() {
        return USER;
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
                "unused");
    }

    /** Stops it; the data stays. */
    public void stop() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop the database", e);
        }
    }

    /** Starts it again. */
    public void restart() {
        server = launch(folder, port);
    }

    @Override
    public void close() {
        stop();
        TestFolders.delete(folder);
    }

    private static EmbeddedPostgres launch(Path folder, int port) {
        try {
            return EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(folder.resolve("data"))
                    .setCleanDataDirectory(false)
                    .setServerConfig("fsync", "off")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the database", e);
        }
    }
}
