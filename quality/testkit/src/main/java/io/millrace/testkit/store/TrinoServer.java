package io.millrace.testkit.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.testkit.TestFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Trino server of one node that reads the event tables: an engine that nobody here wrote. It is not among what a build brings:
 * the profile {@code trino} fetches the archive and says where it is.
 */
public final class TrinoServer implements AutoCloseable {
    /** Name of its catalog that holds the tables; their schema there is {@code millrace}. */
    public static final String CATALOG = "lake";

    private static final Duration START_LIMIT = Duration.ofMinutes(10);
    private static final String HOME_PROPERTY = "millrace.trino.home";
    private static final String JAVA_PROPERTY = "millrace.trino.java";
    private static final List<String> JVM = List.of(
            "-Xmx1536M",
            "-XX:+UseG1GC",
            "-XX:+EnableDynamicAgentLoading",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:G1NumCollectionsKeepPinned=10000000",
            "-Djdk.attach.allowAttachSelf=true",
            "-Djdk.nio.maxCachedBufferSize=2000000",
            "-Dfile.encoding=UTF-8",
            "--add-modules=jdk.incubator.vector");

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Path folder;
    private final int port;
    private final ServerProcess process;

    private TrinoServer(Path folder, int port, ServerProcess process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /** Whether the build has brought it; tests that need it are left out otherwise. */
    public static boolean isAvailable() {
        return System.getProperty(HOME_PROPERTY) != null;
    }

    /**
     * Starts it over tables in a local folder.
     *
     * @param postgres database of the tables' catalog
     * @param catalogName name of the catalog, {@code millrace.store.catalog.name}
     */
    public static TrinoServer overFolder(PostgresServer postgres, String catalogName) {
        return start(postgres, catalogName, Map.of("fs.hadoop.enabled", "true"));
    }

    /** Starts it over tables in an object store. */
    public static TrinoServer overS3(PostgresServer postgres, String catalogName, S3Server s3) {
        return start(postgres, catalogName, s3.trinoSettings());
    }

    /** URL for Trino's JDBC driver; any user, no password. */
    public String jdbcUrl() {
        return "jdbc:trino://127.0.0.1:" + port + "/" + CATALOG + "/millrace";
    }

    /** Runs a statement and gives its rows, each value as JSON has it. */
    public List<List<Object>> query(String sql) {
        JsonNode page = send(request("http://127.0.0.1:" + port + "/v1/statement")
                .POST(BodyPublishers.ofString(sql))
                .build());
        List<List<Object>> rows = new ArrayList<>();
        while (true) {
            if (page.has("error")) {
                throw new IllegalStateException("the engine refused the statement: "
                        + page.path("error").path("message").asText());
            }
            for (JsonNode row : page.path("data")) {
                rows.add(values(row));
            }
            if (!page.has("nextUri")) {
                return rows;
            }
            page = send(request(page.get("nextUri").asText()).GET().build());
        }
    }

    @Override
    public void close() {
        process.close();
        TestFolders.delete(folder);
    }

    private List<Object> values(JsonNode row) {
        List<Object> values = new ArrayList<>();
        row.forEach(value -> values.add(json.convertValue(value, Object.class)));
        return values;
    }

    private static HttpRequest.Builder request(String uri) {
        return HttpRequest.newBuilder(URI.create(uri))
                .header("X-Trino-User", "test")
                .header("X-Trino-Catalog", CATALOG)
                .header("X-Trino-Schema", "millrace");
    }

    private JsonNode send(HttpRequest request) {
        try {
            return json.readTree(http.send(request, BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException("the engine does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the engine", e);
        }
    }

    private boolean isStarted() {
        try {
            return ServerProcess.accepts(port) && !query("select 1").isEmpty();
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static TrinoServer start(PostgresServer postgres, String catalogName, Map<String, String> files) {
        Path home = TrinoArchive.unpacked(Path.of(System.getProperty(HOME_PROPERTY, "")));
        int port = FreePorts.next();
        try {
            Path folder = Files.createTempDirectory("millrace-trino");
            TrinoFolder.write(folder, port, home, new TrinoFolder.Lake(CATALOG, catalogName, postgres, files));
            List<String> command = new ArrayList<>(List.of(java()));
            command.addAll(JVM);
            command.addAll(List.of(
                    "-Dnode.environment=test",
                    "-Dnode.id=test",
                    "-Dnode.data-dir=" + folder,
                    "-Dnode.bind-ip=127.0.0.1",
                    "-Dnode.internal-address=127.0.0.1",
                    "-Dlog.enable-console=true",
                    "-Dlog.levels-file=" + folder.resolve("log.properties"),
                    "-Dconfig=" + folder.resolve("config.properties"),
                    "-cp",
                    home.resolve("lib") + "/*",
                    "io.trino.server.TrinoServer"));
            TrinoServer started =
                    new TrinoServer(folder, port, ServerProcess.start(command, folder, folder.resolve("trino.log")));
            started.process.awaitReady(START_LIMIT, started::isStarted);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the engine's settings", e);
        }
    }

    /** A JDK of at least 24, which the server asks for. */
    private static String java() {
        return Path.of(System.getProperty(JAVA_PROPERTY, System.getProperty("java.home")), "bin", "java")
                .toString();
    }
}
