package io.millrace.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.testkit.store.PostgresServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: the two commands of the operations documents bring accounts on PostgreSQL back as they were. */
class RestoreProcessIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    @Test
    void bringsAccountsBackFromADump() throws Exception {
        assumeTrue(isThere("pg_dump") && isThere("pg_restore"), "skipped: PostgreSQL's client programs are not here");
        try (PostgresServer database = PostgresServer.start()) {
            assumeTrue(dumps(database), "skipped: pg_dump is older than the server");
            Map<String, String> settings = Map.of(
                    "millrace.console.database.url", database.jdbcUrl(),
                    "millrace.console.database.user", database.user(),
                    "millrace.console.database.password", database.password());
            try (AccountsCluster cluster = AccountsCluster.start(folder, 1, settings)) {
                ConsoleSession owner = ConsoleSession.firstOwner(cluster.consoleUrl(), cluster.firstStartFolder());
                String path = "/otlp/"
                        + owner.get("/api/integrations")
                                .path("items")
                                .path(0)
                                .path("id")
                                .asText() + "/v1/logs";
                owner.invite("before", "admin");
                String key = owner.post("/api/keys", Map.of("name", "kept", "kind", "ingest"))
                        .path("text")
                        .asText();
                String dump = folder.resolve("accounts.dump").toString();
                run(database, "pg_dump", "--format=custom", "--file=" + dump, "--dbname=" + address(database));
                owner.invite("after", "admin");

                cluster.console().stop();
                run(database, "pg_restore", "--clean", "--if-exists", "--dbname=" + address(database), dump);
                cluster.console().restart();

                assertThat(names(owner)).contains("owner", "before").doesNotContain("after");
                assertThat(sent(cluster.gatewayUrls().get(0) + path, key)).isEqualTo(200);
                owner.invite("after", "member"); // and it goes on
                assertThat(names(owner)).contains("after");
            }
        }
    }

    private static List<String> names(ConsoleSession owner) {
        List<String> names = new ArrayList<>();
        for (JsonNode user : owner.get("/api/users").path("items")) {
            names.add(user.path("signInName").asText());
        }
        return names;
    }

    private static int sent(String url, String key) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(Agents.request("restore").sent()))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
    }

    /** As the documents say: not the JDBC one. */
    private static String address(PostgresServer database) {
        return database.jdbcUrl().replace("jdbc:postgresql://", "postgresql://" + database.user() + "@");
    }

    private static boolean dumps(PostgresServer database) throws Exception {
        try (Connection connection =
                DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
            int server = connection.getMetaData().getDatabaseMajorVersion();
            String version = run(database, "pg_dump", "--version");
            return Integer.parseInt(version.replaceFirst("(?s)^\\D*(\\d+).*", "$1")) >= server;
        }
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    private static String run(PostgresServer database, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", database.password());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
