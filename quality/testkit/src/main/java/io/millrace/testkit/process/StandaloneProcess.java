package io.millrace.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The standalone process with a data folder of its own. */
public final class StandaloneProcess implements AutoCloseable {
    private final JarProcess process;

    private StandaloneProcess(JarProcess process) {
        this.process = process;
    }

    /**
     * Starts it and returns when it is ready.
     *
     * @param jar the runnable jar
     * @param dataFolder its data folder, kept over restarts
     */
    public static StandaloneProcess start(Path jar, Path dataFolder) {
        return start(jar, dataFolder, Map.of());
    }

    /**
     * Starts it with settings and returns when it is ready.
     *
     * @param jar the runnable jar
     * @param dataFolder its data folder, kept over restarts
     * @param settings further environment variables
     */
    public static StandaloneProcess start(Path jar, Path dataFolder, Map<String, String> settings) {
        try {
            Files.createDirectories(dataFolder.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for " + dataFolder, e);
        }
        Path log = dataFolder.resolveSibling(dataFolder.getFileName() + ".log");
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("MILLRACE_DATA_DIR", dataFolder.toString());
        JarProcess process = JarProcess.launch(jar, log, environment);
        try {
            process.awaitReady();
        } catch (AssertionError e) {
            process.close(); // nobody else could end it
            throw e;
        }
        return new StandaloneProcess(process);
    }

    /** Port of its HTTP server. */
    public int port() {
        return process.port();
    }

    /** What it has printed so far. */
    public String output() {
        return process.output();
    }

    /** SIGKILL: no time for a last word. */
    public void kill() {
        process.kill();
    }

    /** SIGTERM, and waits. Returns the exit code. */
    public int stop() {
        return process.stop();
    }

    /** Starts it again over the same data, on the same port. */
    public void restart() {
        process.relaunch();
        process.awaitReady();
    }

    /** Stops it if it still runs. */
    @Override
    public void close() {
        process.close();
    }
}
