package io.millrace.testkit;

import io.millrace.broker.EmbeddedBroker;
import io.millrace.broker.TopicSetup;
import io.millrace.telemetry.topic.TopicPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A real broker for tests with all topics made, two partitions a signal. {@link #shared()} is one for the whole test JVM,
 * stopped when it ends: use topics' positions relative to where they stand, or ids of your own. {@link #fresh()} is one of
 * your own, to stop and start again.
 */
public final class TestBroker implements AutoCloseable {
    private static final int SIGNAL_PARTITIONS = 2;

    private final Path folder;
    private EmbeddedBroker broker;

    private TestBroker(Path folder) {
        this.folder = folder;
        this.broker = start(folder);
    }

    /** The broker of this test JVM, started at the first call. */
    public static TestBroker shared() {
        return Shared.BROKER;
    }

    /** A broker of one's own with an empty log. */
    public static TestBroker fresh() {
        try {
            return new TestBroker(Files.createTempDirectory("millrace-broker"));
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder", e);
        }
    }

    /** Address for clients; changes with {@link #restart()}. */
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Stops the broker; its data stays. */
    public void stop() {
        broker.close();
    }

    /** Starts it again over the same data, on another port. */
    public void restart() {
        broker = start(folder);
    }

    /** Stops it and removes its data. */
    @Override
    public void close() {
        broker.close();
        TestFolders.delete(folder);
    }

    private static EmbeddedBroker start(Path folder) {
        EmbeddedBroker broker = EmbeddedBroker.start(folder, Map.of("log.flush.interval.ms", "60000"));
        TopicSetup.createMissing(broker.bootstrapServers(), TopicPlan.all(SIGNAL_PARTITIONS, (short) 1));
        return broker;
    }

    /** Started on first use. */
    private static final class Shared {
        static final TestBroker BROKER = fresh();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(BROKER::close, "test-broker-stop"));
        }
    }
}
