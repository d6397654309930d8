package io.millrace.testkit.process;

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
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code java -jar quarkus-run.jar} of a stage on a free port, to be killed and started again. */
public final class JarProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final long STOP_SECONDS = 120;

    private final Path jar;
    private final Path log;
    private final Map<String, String> environment;
    private final List<String> jvmOptions;
    private final int port = freePort();
    private Process process;

    private JarProcess(Path jar, Path log, Map<String, String> environment, List<String> jvmOptions) {
        this.jar = jar;
        this.log = log;
        this.environment = Map.copyOf(environment);
        this.jvmOptions = List.copyOf(jvmOptions);
        this.process = launch();
    }

    /**
     * Starts it and does not wait until it is ready.
     *
     * @param jar the runnable jar
     * @param log file for what it prints, kept over restarts
     * @param environment variables to set
     */
    public static JarProcess launch(Path jar, Path log, Map<String, String> environment) {
        return launch(jar, log, environment, List.of());
    }

    /**
     * Starts it with options of its own and does not wait until it is ready.
     *
     * @param jvmOptions options for the JVM, which win over the usual ones
     */
    public static JarProcess launch(Path jar, Path log, Map<String, String> environment, List<String> jvmOptions) {
        return new JarProcess(jar, log, environment, jvmOptions);
    }

    /** Port of its HTTP server. */
    public int port() {
        return port;
    }

    /** What it has printed so far. */
    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the process's output", e);
        }
    }

    /** SIGKILL: no time for a last word. */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** SIGTERM, and waits. Returns the exit code. */
    public int stop() {
        process.destroy();
        awaitExit();
        return process.exitValue();
    }

    /** Waits until it ends by itself. Returns the exit code. */
    public int awaitEnd() {
        awaitExit();
        return process.exitValue();
    }

    /** Starts it again on the same port, and does not wait until it is ready. */
    public void relaunch() {
        process = launch();
    }

    /** Returns when it is ready. */
    public void awaitReady() {
        Eventually.until("ready", START_LIMIT, () -> {
            checkAlive();
            return isReady(port);
        });
    }

    /** Fails with its output if it has ended by itself. */
    public void checkAlive() {
        if (!process.isAlive()) {
            throw new AssertionError("the process ended with " + process.exitValue() + ":\n" + output());
        }
    }

    /** Stops it if it still runs. */
    @Override
    public void close() {
        if (process.isAlive()) {
            process.destroy();
            try {
                if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                process.destroyForcibly();
            }
        }
    }

    /** Whether what listens on this port says that it is ready. */
    public static boolean isReady(int port) {
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

    private void awaitExit() {
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the process does not end:\n" + output());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while the process ends", e);
        }
    }

    private Process launch() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command =
                new ArrayList<>(List.of(java, "-Xmx512m", "-XX:MaxDirectMemorySize=256m", "-XX:+UseSerialGC"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", jar.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        builder.environment().putAll(environment);
        try {
            builder.redirectErrorStream(true);
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + jar, e);
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
