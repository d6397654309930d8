package io.millrace.testkit.store;

import io.millrace.testkit.TestFolders;
import io.millrace.testkit.container.Server;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** PostgreSQL's own program from Maven Central, as a process of this test. */
final class EmbeddedPostgresServer implements Server {
    private final Path folder;
    private final int port;
    private EmbeddedPostgres running;

    private EmbeddedPostgresServer(Path folder, int port) {
        this.folder = folder;
        this.port = port;
        this.running = launch(folder, port);
    }

    static EmbeddedPostgresServer start(int port) {
        try {
            return new EmbeddedPostgresServer(Files.createTempDirectory("millrace-postgres"), port);
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder", e);
        }
    }

    @Override
    public void stop() {
        try {
            running.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop the database", e);
        }
    }

    @Override
    public void restart() {
        running = launch(folder, port);
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
