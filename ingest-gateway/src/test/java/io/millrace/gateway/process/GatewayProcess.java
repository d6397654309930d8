package io.millrace.gateway.process;

import io.millrace.gateway.TestTenant;
import io.millrace.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged gateway, started, stopped and started again on the same port. */
final class GatewayProcess implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Map<String, String> environment = new HashMap<>();
    private final Path log;
    private final int port;
    private Process process;

    private GatewayProcess(Path log, int port, Map<String, String> settings) {
        this.log = log;
        this.port = port;
        this.environment.putAll(settings);
        this.process = launch();
    }

    /** Starts one without waiting for it. */
    static GatewayProcess start(String bootstrapServers, Map<String, String> settings) {
        int port = freePort();
        Map<String, String> environment = new HashMap<>();
        environment.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
        environment.put("MILLRACE_KEY_PEPPER", TestTenant.PEPPER);
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.putAll(settings);
        try {
            return new GatewayProcess(Files.createTempFile("millrace-gateway", ".log"), port, environment);
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary file", e);
        }
    }

    int port() {
        return port;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it has printed so far. */
    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the output", e);
        }
    }

    void awaitReady() {
        Eventually.until("gateway is ready", LIMIT, () -> {
            if (!process.isAlive()) {
                throw new AssertionError("the process ended with " + process.exitValue() + ":\n" + output());
            }
            return isReady(port);
        });
    }

    /** Waits until it ends by itself; returns the exit code. */
    int awaitExit() {
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the process does not end:\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** SIGTERM, and waits for the end; then starts it again and waits until it is ready. */
    void restart() {
        process.destroy();
        awaitExit();
        process = launch();
        awaitReady();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    static boolean isReady(int port) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/q/health/ready")
                            .toURL()
                            .openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(5_000);
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        awaitExit();
        try {
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the output", e);
        }
    }

    private Process launch() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:MaxDirectMemorySize=128m",
                "-XX:+ExitOnOutOfMemoryError",
                "-jar",
                System.getProperty("millrace.gateway.jar")));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the gateway", e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        }
    }
}
