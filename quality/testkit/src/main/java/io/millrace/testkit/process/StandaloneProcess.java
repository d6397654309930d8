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
import java.util.concurrent.TimeUnit;

/** {@code java -jar quarkus-run.jar} on a free port with a data folder of its own. */
public final class StandaloneProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final long STOP_SECONDS = 60;

    private final Path jar;
    private final Path dataFolder;
    private final int port;
    private Process process;

    private StandaloneProcess(Path jar, Path dataFolder, int port, Process process) {
        this.jar = jar;
        this.dataFolder = dataFolder;
        this.port = port;
        this.process = process;
    }

    /**
     * Starts it and returns when it is ready.
     *
     * @param jar the runnable jar
     * @param dataFolder its data folder, kept over restarts
     */
    public static StandaloneProcess start(Path jar, Path dataFolder) {
        int port = freePort();
        StandaloneProcess started = new StandaloneProcess(jar, dataFolder, port, launch(jar, dataFolder, port));
        try {
            started.awaitReady();
        } catch (AssertionError e) {
            started.close(); // nobody else could end it
            throw e;
        }
        return started;
    }

    /** Port of its HTTP server. */
    public int port() {
        return port;
    }

    /** What it has printed so far. */
    public String output() {
        try {
            return Files.readString(log(dataFolder));
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

    /** Starts it again over the same data, on the same port. */
    public void restart() {
        process = launch(jar, dataFolder, port);
        awaitReady();
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

    private void awaitReady() {
        Eventually.until("ready", START_LIMIT, () -> {
            if (!process.isAlive()) {
                throw new AssertionError("the process ended with " + process.exitValue() + ":\n" + output());
            }
            return isReady();
        });
    }

    private boolean isReady() {
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

    private static Process launch(Path jar, Path dataFolder, int port) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(
                java, "-Xmx512m", "-XX:MaxDirectMemorySize=256m", "-XX:+UseSerialGC", "-jar", jar.toString());
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        builder.environment().put("MILLRACE_DATA_DIR", dataFolder.toString());
        try {
            Files.createDirectories(dataFolder.toAbsolutePath().getParent());
            builder.redirectErrorStream(true);
            builder.redirectOutput(
                    ProcessBuilder.Redirect.appendTo(log(dataFolder).toFile()));
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + jar, e);
        }
    }

    private static Path log(Path dataFolder) {
        return dataFolder.resolveSibling(dataFolder.getFileName() + ".log");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        }
    }
}
