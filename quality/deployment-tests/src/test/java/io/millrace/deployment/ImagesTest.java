package io.millrace.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The image's definition and its scripts do what they say, also where no container engine is. */
class ImagesTest {
    private static final List<String> LINES = Repository.read("deploy/images/Dockerfile")
            .lines()
            .filter(line -> !line.startsWith("#"))
            .toList();

    @TempDir
    private Path folder;

    @Nested
    class TheDefinition {

        @Test
        void takesAnyBaseAndNamesAPinnedOne() {
            assertThat(LINES).contains("FROM ${JAVA_IMAGE}");
            assertThat(LINES.get(0)).matches("ARG JAVA_IMAGE=\\S+:\\d\\S*").doesNotContain("latest");
        }

        @Test
        void endsAsAUserWhoseNumberIsKnown() {
            String user = LINES.stream()
                    .filter(line -> line.startsWith("ARG USER_ID="))
                    .findFirst()
                    .orElseThrow()
                    .replace("ARG USER_ID=", "");

            assertThat(Integer.parseInt(user)).isGreaterThan(1000);
            assertThat(LINES).contains("USER ${USER_ID}:0");
            assertThat(LINES.subList(LINES.indexOf("USER ${USER_ID}:0"), LINES.size()))
                    .as("nothing is written as root afterwards")
                    .noneMatch(
                            line -> line.startsWith("RUN") || line.startsWith("COPY") || line.startsWith("USER root"));
        }

        @Test
        void fetchesNothingWhileItIsBuilt() {
            assertThat(String.join("\n", LINES)).doesNotContain("ADD ", "curl", "wget", "apt-get", "http:", "https:");
        }

        @Test
        void startsWithoutAShellBetweenSoThatSignalsArrive() {
            assertThat(LINES).contains("ENTRYPOINT [\"/usr/local/bin/start\"]", "STOPSIGNAL SIGTERM");
            assertThat(Repository.read("deploy/images/start")).contains("\nexec java ");
            assertThat(LINES)
                    .anyMatch(line -> line.startsWith("HEALTHCHECK ") && line.contains("/usr/local/bin/health"));
        }

        @Test
        void copiesOnlyWhatTheBuildPutsThere() {
            String build = Repository.read("deploy/images/build");

            for (String script : List.of("health", "train", "start")) {
                assertThat(LINES).contains("COPY health train start /usr/local/bin/");
                assertThat(build).contains("\"$root/deploy/images/" + script + "\"");
                assertThat(Repository.path("deploy/images/" + script)).isExecutable();
            }
            assertThat(build).contains("\"$context/quarkus-app\"", "\"$context/sbom.json\"");
        }

        @Test
        void hasScriptsThatTheirShellsUnderstand() {
            Repository.run(Repository.ROOT, "sh", "-n", "deploy/images/start");
            Repository.run(Repository.ROOT, "sh", "-n", "deploy/images/train");
            Repository.run(Repository.ROOT, "sh", "-n", "deploy/images/build");
            Repository.run(Repository.ROOT, "bash", "-n", "deploy/images/health");
        }
    }

    @Nested
    class TheStart {

        /** Limits in MiB; the smallest pod, one above the bounds, one below them. */
        @ParameterizedTest
        @CsvSource({"640, 80", "768, 96", "1536, 192", "3072, 384", "16384, 1024", "256, 64"})
        void givesAnEighthOfTheContainersMemoryToDirectBuffers(long limit, int direct) throws Exception {
            Files.writeString(folder.resolve("memory.max"), Long.toString(limit * 1024 * 1024));

            assertThat(arguments(Map.of())).contains("-XX:MaxDirectMemorySize=" + direct + "m");
        }

        @Test
        void readsTheLimitOfOlderKernelsToo() throws Exception {
            Files.createDirectories(folder.resolve("memory"));
            Files.writeString(folder.resolve("memory/memory.limit_in_bytes"), "671088640");

            assertThat(arguments(Map.of())).contains("-XX:MaxDirectMemorySize=80m");
        }

        @Test
        void takesAFixedAmountWhereThereIsNoLimit() throws Exception {
            assertThat(arguments(Map.of())).contains("-XX:MaxDirectMemorySize=256m");
            Files.writeString(folder.resolve("memory.max"), "max\n");
            assertThat(arguments(Map.of())).contains("-XX:MaxDirectMemorySize=256m");
        }

        @Test
        void makesHalfOfTheMemoryHeapUnlessToldOtherwise() throws Exception {
            assertThat(arguments(Map.of())).contains("-XX:MaxRAMPercentage=50", "-XX:InitialRAMPercentage=50");
            assertThat(arguments(Map.of("MILLRACE_HEAP_PERCENT", "40")))
                    .contains("-XX:MaxRAMPercentage=40", "-XX:InitialRAMPercentage=40");
        }

        @Test
        void letsOwnOptionsComeLastAndHandsArgumentsOn() throws Exception {
            List<String> arguments = arguments(Map.of("MILLRACE_JAVA_OPTIONS", "-Xmx1g -Dx=y"), "one", "two words");

            assertThat(arguments)
                    .endsWith("-Xmx1g", "-Dx=y", "-jar", "/opt/millrace/quarkus-run.jar", "one", "two words");
        }

        @Test
        void sharesClassesAndEndsWhenMemoryIsOut() throws Exception {
            assertThat(arguments(Map.of()))
                    .contains(
                            "-XX:SharedArchiveFile=/opt/millrace/classes.jsa",
                            "-Xshare:auto",
                            "-XX:+ExitOnOutOfMemoryError");
        }

        /** What a java that stands first on the path is given. */
        private List<String> arguments(Map<String, String> environment, String... own) throws Exception {
            Path programs = Files.createDirectories(folder.resolve("bin"));
            Path java = programs.resolve("java");
            Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
            Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
            Map<String, String> all = new HashMap<>(environment);
            all.put("PATH", programs + ":" + System.getenv("PATH"));
            all.put("MILLRACE_CGROUPS", folder.toString());
            String[] command = new String[own.length + 2];
            command[0] = "sh";
            command[1] = Repository.path("deploy/images/start").toString();
            System.arraycopy(own, 0, command, 2, own.length);
            Result result = run(all, command);
            assertThat(result.exit()).as(result.output()).isZero();
            return result.output().lines().toList();
        }
    }

    @Nested
    class TheHealthCheck {

        @ParameterizedTest
        @CsvSource({"200, 0", "503, 1", "404, 1"})
        void isWellOnlyIfTheStageSaysThatItIsReady(int status, int exit) throws Exception {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/q/health/ready", exchange -> {
                exchange.sendResponseHeaders(status, -1);
                exchange.close();
            });
            server.start();
            try {
                assertThat(health(server.getAddress().getPort()).exit()).isEqualTo(exit);
            } finally {
                server.stop(0);
            }
        }

        @Test
        void isNotWellWhereNothingListens() throws Exception {
            int port;
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }

            assertThat(health(port).exit()).isNotZero();
        }

        private Result health(int port) throws Exception {
            return run(
                    Map.of("QUARKUS_HTTP_PORT", Integer.toString(port)),
                    "bash",
                    Repository.path("deploy/images/health").toString());
        }
    }

    private static Result run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Result(process.waitFor(), output);
    }

    /** How a program ended. */
    private record Result(int exit, String output) {}
}
