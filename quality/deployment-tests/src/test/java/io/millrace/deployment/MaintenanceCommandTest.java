package io.millrace.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code deploy/operations/maintenance} sends; the server here says how the API was called. */
class MaintenanceCommandTest {
    private static final String TOKEN = "the-operators-token";

    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private int status = 200;

    @TempDir
    private Path data;

    MaintenanceCommandTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void listen() {
        assumeThat(Path.of("/usr/bin/curl")).as("curl, which the script calls").exists();
        server.createContext("/", exchange -> {
            calls.add(new Call(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            byte[] answer = "{\"answered\":true}".getBytes(UTF_8);
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void asksForStatusRunsAndDeletions() throws Exception {
        assertThat(run("status").output()).contains("\"answered\":true");
        run("runs");
        run("runs", "r1");
        run("deletions", "d1");

        assertThat(calls)
                .extracting(Call::line)
                .containsExactly(
                        "GET /api/maintenance",
                        "GET /api/maintenance/runs",
                        "GET /api/maintenance/runs/r1",
                        "GET /api/maintenance/deletions/d1");
        assertThat(calls).extracting(Call::authorization).containsOnly("Bearer " + TOKEN);
    }

    @Test
    void startsARunOfOneTableAsADryRun() throws Exception {
        run("run", "join", "--table", "logs", "--dry-run");

        assertThat(calls.get(0).line()).isEqualTo("POST /api/maintenance/runs");
        assertThat(calls.get(0).json()).isEqualTo(json("{\"operation\":\"join\",\"table\":\"logs\",\"dryRun\":true}"));
    }

    @Test
    void namesTheMetadataFileThatIsToBeRegistered() throws Exception {
        run("run", "restore", "--table", "logs", "--metadata", "00012-a.metadata.json");

        assertThat(calls.get(0).json())
                .isEqualTo(json("{\"operation\":\"restore\",\"table\":\"logs\","
                        + "\"metadata\":\"00012-a.metadata.json\",\"dryRun\":false}"));
    }

    @Test
    void deletesByAnyValueWithoutTakingItForSyntax() throws Exception {
        run("delete", "--organization", "org", "--column", "user_email", "--value", "a\"b\\c'd $(id) é");

        assertThat(calls.get(0).line()).isEqualTo("POST /api/maintenance/deletions");
        assertThat(calls.get(0).json())
                .isEqualTo(json("{\"organization\":\"org\",\"column\":\"user_email\","
                        + "\"value\":\"a\\\"b\\\\c'd $(id) é\",\"dryRun\":false}"));
    }

    @Test
    void readsTheTokenFromTheDataFolderWhereItIsNotGiven() throws Exception {
        Files.createDirectories(data.resolve("secrets"));
        Files.writeString(data.resolve("secrets/operator-token"), "from-the-folder\n");

        start("", "status");

        assertThat(calls).extracting(Call::authorization).containsExactly("Bearer from-the-folder");
    }

    @Test
    void failsWhereTheAnswerDoesAndShowsIt() throws Exception {
        status = 409;

        Ended ended = run("run", "join");

        assertThat(ended.code()).isNotZero();
        assertThat(ended.output()).contains("\"answered\":true");
    }

    @Test
    void saysHowItIsUsedInsteadOfGuessing() throws Exception {
        for (String[] wrong : new String[][] {{}, {"sweep"}, {"run"}, {"run", "join", "--all"}, {"delete"}}) {
            Ended ended = run(wrong);
            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.output()).contains("maintenance status");
        }
        assertThat(calls).isEmpty();
    }

    private Ended run(String... arguments) throws Exception {
        return start(TOKEN, arguments);
    }

    private Ended start(String token, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("sh", Repository.path("deploy/operations/maintenance").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .put("MILLRACE_URL", "http://127.0.0.1:" + server.getAddress().getPort());
        builder.environment().put("MILLRACE_DATA_DIR", data.toString());
        builder.environment().put("MILLRACE_SINK_OPERATOR_TOKEN", token);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES))
                .as("limit against hanging")
                .isTrue();
        return new Ended(process.exitValue(), output);
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    /** A request that came. */
    private record Call(String line, String authorization, String body) {
        JsonNode json() throws IOException {
            return MaintenanceCommandTest.json(body);
        }
    }

    /** How the script ended. */
    private record Ended(int code, String output) {}
}
