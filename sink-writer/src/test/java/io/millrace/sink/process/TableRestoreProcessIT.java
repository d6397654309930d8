package io.millrace.sink.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.testkit.Eventually;
import io.millrace.testkit.process.JarProcess;
import io.millrace.testkit.store.PostgresServer;
import io.millrace.testkit.store.S3Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise: tables whose catalog is lost are made known again by the operators' command, and the sink goes on from its marks: no
 * event is lost, and none is stored twice. Until then nothing is made in their place.
 */
class TableRestoreProcessIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOKEN = "token of the operators";
    private static final int SENT = 3_000;
    private static final int PARTS = 12;
    private static final int SENT_MEANWHILE = 1_000;
    private static final Map<String, String> SETTINGS = Map.of(
            "MILLRACE_SINK_OPERATOR_TOKEN", TOKEN,
            "MILLRACE_SINK_COMMIT_INTERVAL", "200ms",
            "MILLRACE_SINK_COMMIT_MAX_ROWS", "500",
            "MILLRACE_MAINTENANCE_INTERVAL", "1s",
            "MILLRACE_MAINTENANCE_SNAPSHOTS_INTERVAL", "1s");

    @TempDir
    Path folder;

    @Test
    void goesOnWithACopyOfTheFolderWhoseCatalogIsLost() throws Exception {
        Path data = folder.resolve("data");
        try (SinkRig rig = new SinkRig(folder, new Random(7));
                JarProcess sink = rig.launch("sink", SETTINGS)) {
            rig.send(SENT);
            rig.awaitRows(SENT, sink);
            sink.stop();
            copy(data.resolve("warehouse"), folder.resolve("copy"));
            delete(data);
            copy(folder.resolve("copy"), data.resolve("warehouse"));

            restoresAndGoesOn(rig, sink);
        }
    }

    @Test
    void replacesTheEntryOfAnOldCopyOfTheCatalog() throws Exception {
        try (PostgresServer database = PostgresServer.start();
                S3Server s3 = S3Server.start()) {
            Map<String, String> store = new HashMap<>(s3.settings("kept"));
            store.putAll(database.settings());
            try (SinkRig rig = new SinkRig(folder, new Random(7), store);
                    JarProcess sink = rig.launch("sink", SETTINGS)) {
                sendInParts(rig, sink, 0, 1);
                execute(database, "CREATE TABLE old_copy AS SELECT * FROM iceberg_tables");
                sendInParts(rig, sink, 1, PARTS);
                sink.stop();
                execute(database, "DELETE FROM iceberg_tables", "INSERT INTO iceberg_tables SELECT * FROM old_copy");

                restoresAndGoesOn(rig, sink);
            }
        }
    }

    /** Each part is a commit at least; a table keeps the metadata of the last ten. */
    private static void sendInParts(SinkRig rig, JarProcess sink, int from, int to) {
        for (int part = from; part < to; part++) {
            rig.send(SENT / PARTS);
            rig.awaitRows((long) (part + 1) * SENT / PARTS, sink);
        }
    }

    private static void restoresAndGoesOn(SinkRig rig, JarProcess sink) throws Exception {
        sink.relaunch();
        sink.awaitReady();
        rig.send(SENT_MEANWHILE);

        JsonNode found = restore(sink, true);
        assertThat(found.path("message").asText()).startsWith("would be registered: ");
        assertThat(found.path("result").path("rows").asInt()).isEqualTo(SENT);
        assertThat(restore(sink, true).path("message").asText())
                .as("nothing was changed by the dry run")
                .startsWith("would be registered: ");
        JsonNode done = restore(sink, false);
        rig.reopenTables();

        assertThat(done.path("message").asText()).startsWith("registered: ");
        rig.awaitRows(SENT + SENT_MEANWHILE, sink);
        assertThat(rig.timesStored()).hasSize(SENT + SENT_MEANWHILE).values().containsOnly(1);
        assertThat(restore(sink, false).path("message").asText())
                .isEqualTo("the catalog knows the table, and all its files are there");
    }

    /** The run of the logs' table once it has ended. */
    private static JsonNode restore(JarProcess sink, boolean dryRun) throws IOException, InterruptedException {
        String body = "{\"operation\":\"restore\",\"table\":\"logs\",\"dryRun\":" + dryRun + "}";
        String id = call(sink, "/api/maintenance/runs", body).path(0).path("id").asText();
        JsonNode[] ended = new JsonNode[1];
        Eventually.until("the restore has ended", SinkRig.LIMIT, () -> {
            try {
                ended[0] = call(sink, "/api/maintenance/runs/" + id, null);
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
            return !ended[0].path("ended").isNull() && ended[0].has("ended");
        });
        assertThat(ended[0].path("state").asText()).as(ended[0].toString()).isEqualTo("done");
        return ended[0];
    }

    private static JsonNode call(JarProcess sink, String path, @Nullable String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sink.port() + path))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json");
        HttpRequest built = (body == null ? request.GET() : request.POST(BodyPublishers.ofString(body))).build();
        return JSON.readTree(
                HttpClient.newHttpClient().send(built, BodyHandlers.ofString()).body());
    }

    private static void execute(PostgresServer database, String... statements) throws Exception {
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void delete(Path tree) throws IOException {
        try (var walk = Files.walk(tree)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
