package io.millrace.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.telemetry.Signal;
import io.millrace.testkit.Eventually;
import io.millrace.testkit.capture.Capture;
import io.millrace.testkit.capture.MillraceClient;
import io.millrace.testkit.process.StandaloneProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise: what an owner deletes over the console's API leaves the tables and then the store, and nothing else does. The rest of
 * the way takes an orphan sweep and the topics' retention, days that no test waits; {@code DeletionsIT} goes it with a later clock.
 */
class DeletionProcessIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String PATH = "/api/privacy/deletions";
    private static final String LEAVES = "ann@example.org";
    private static final String STAYS = "bob@example.org";
    private static final int REQUESTS = 3;
    private static final Map<String, String> SOON = Map.of(
            "MILLRACE_MAINTENANCE_INTERVAL", "1s",
            "MILLRACE_MAINTENANCE_LEASE", "1m",
            "MILLRACE_MAINTENANCE_SNAPSHOTS_KEEP", "1m",
            "MILLRACE_MAINTENANCE_SNAPSHOTS_INTERVAL", "5s",
            "MILLRACE_MAINTENANCE_DELETIONS_INTERVAL", "1s");

    @TempDir
    Path folder;

    @Test
    void takesOneUserOutOfTheTablesAndOldFilesAndLeavesTheOthers() throws Exception {
        Path data = folder.resolve("data");
        try (StandaloneProcess process =
                StandaloneProcess.start(Path.of(System.getProperty("millrace.jar")), data, SOON)) {
            MillraceClient client = MillraceClient.of(data);
            OwnerClient owner = OwnerClient.signedIn(data);
            for (int i = 0; i < REQUESTS; i++) {
                // both in one request, so that each file holds rows of both
                assertThat(client.send(request("[" + record(LEAVES, i) + "," + record(STAYS, i) + "]"))
                                .statusCode())
                        .isEqualTo(200);
                int stored = i + 1;
                awaits("both are stored", () -> rows(client, LEAVES) == stored && rows(client, STAYS) == stored);
            }
            List<Path> before = dataFiles(data);

            String id = owner.post(PATH, Map.of("column", "user_email", "value", LEAVES), 202)
                    .path("id")
                    .asText();

            awaits(
                    "it is out of the tables",
                    () -> owner.get(PATH + "/" + id).path("state").asText().equals("out-of-tables"));
            assertThat(rows(client, LEAVES)).isZero();
            // a snapshot's replaced files go with it, and the newest snapshot never goes: life goes on
            assertThat(client.send(request("[" + record(STAYS, REQUESTS) + "]")).statusCode())
                    .isEqualTo(200);
            awaits("the files from before are gone", () -> before.stream().noneMatch(Files::exists));
            assertThat(dataFiles(data)).isNotEmpty();
            assertThat(rows(client, STAYS)).isEqualTo(REQUESTS + 1);
            assertThat(owner.get(PATH + "/" + id).toString()).doesNotContain(LEAVES);
            assertThat(process.output()).doesNotContain(LEAVES);
        }
    }

    private static void awaits(String what, Callable<Boolean> condition) {
        Eventually.until(what, LIMIT, () -> holds(condition));
    }

    private static boolean holds(Callable<Boolean> condition) {
        try {
            return condition.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static long rows(MillraceClient client, String user) throws IOException, InterruptedException {
        return client.number("select count(*) from logs where user_email = '" + user + "'");
    }

    private static List<Path> dataFiles(Path data) throws IOException {
        try (Stream<Path> paths = Files.walk(data.resolve("warehouse"))) {
            return paths.filter(path -> path.toString().endsWith(".parquet")).toList();
        }
    }

    private static Capture request(String records) {
        String body = "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":" + records + "}]}]}";
        return new Capture("deletion", "logs", Signal.LOGS, "application/json", null, false, body.getBytes(UTF_8));
    }

    private static String record(String user, int number) {
        return "{\"timeUnixNano\":\"1795384564042000000\",\"body\":{\"stringValue\":\"claude_code.api_request\"},"
                + "\"attributes\":[{\"key\":\"user.email\",\"value\":{\"stringValue\":\"" + user
                + "\"}},{\"key\":\"event.sequence\",\"value\":{\"intValue\":" + number + "}}]}";
    }
}
