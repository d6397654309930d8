package io.millrace.cluster.process;

import io.millrace.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One process of the cluster. Not for several threads at once. */
public final class Member implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(4);
    private static final long STOP_SECONDS = 90;
    private static final int LOG_TAIL_CHARS = 4_000;

    private final Recipe recipe;
    private Process process;

    private Member(Recipe recipe, Process process) {
        this.recipe = recipe;
        this.process = process;
    }

    /** Starts it and does not wait. */
    public static Member launch(Recipe recipe) {
        return new Member(recipe, run(recipe));
    }

    /** Returns when it is ready. */
    public Member awaitReady() {
        Eventually.until(recipe.name() + " is ready", START_LIMIT, () -> {
            if (!process.isAlive()) {
                throw new AssertionError(recipe.name() + " ended with " + process.exitValue() + ":\n" + logTail());
            }
            return recipe.ready().now();
        });
        return this;
    }

    /** Its name. */
    public String name() {
        return recipe.name();
    }

    /** Its number among the machine's processes. */
    public long pid() {
        return process.pid();
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Whether it says that it is ready. */
    public boolean isReady() {
        return process.isAlive() && recipe.ready().now();
    }

    /** SIGKILL: no time for a last word. */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** SIGTERM, and waits for its end. Returns the exit code. */
    public int stop() {
        process.destroy();
        awaitExit();
        return process.exitValue();
    }

    /** SIGTERM, and does not wait. */
    public void askToStop() {
        process.destroy();
    }

    /** SIGSTOP: it is there, and does nothing. */
    public void freeze() {
        signal("STOP");
    }

    /** SIGCONT: it goes on. */
    public void thaw() {
        signal("CONT");
    }

    /** Starts it again, on the same port over the same folder, and waits until it is ready. */
    public void restart() {
        process = run(recipe);
        awaitReady();
    }

    /** Address of a stage's own HTTP server. */
    public String url() {
        return "http://127.0.0.1:" + recipe.environment().get("QUARKUS_HTTP_PORT");
    }

    /** Where it writes what it has to say. */
    public Path log() {
        return logOf(recipe);
    }

    /** Ends it, by force if it does not go by itself. */
    @Override
    public void close() {
        if (!process.isAlive()) {
            return;
        }
        thaw();
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

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot send SIG" + name + " to " + recipe.name(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitExit() {
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(recipe.name() + " does not end:\n" + logTail());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while " + recipe.name() + " ends", e);
        }
    }

    private String logTail() {
        try {
            String text = Files.readString(log());
            return text.substring(Math.max(0, text.length() - LOG_TAIL_CHARS));
        } catch (IOException e) {
            return "no log: " + e;
        }
    }

    private static Process run(Recipe recipe) {
        try {
            Files.createDirectories(recipe.folder());
            ProcessBuilder builder = new ProcessBuilder(recipe.command());
            builder.directory(recipe.folder().toFile());
            builder.environment().putAll(recipe.environment());
            builder.redirectErrorStream(true);
            builder.redirectOutput(
                    ProcessBuilder.Redirect.appendTo(logOf(recipe).toFile()));
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + recipe.name(), e);
        }
    }

    private static Path logOf(Recipe recipe) {
        return recipe.folder().resolveSibling(recipe.name() + ".log");
    }
}
