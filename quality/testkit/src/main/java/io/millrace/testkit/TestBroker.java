package io.millrace.testkit;

import io.millrace.broker.EmbeddedBroker;
import io.millrace.broker.TopicSetup;
import io.millrace.telemetry.topic.TopicPlan;
import io.millrace.testkit.container.BrokerContainer;
import io.millrace.testkit.container.Containers;
import io.millrace.testkit.container.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A real broker for tests with all topics made, two partitions a signal. {@link #shared()} is one for the whole test JVM,
 * stopped when it ends: use topics' positions relative to where they stand, or ids of your own; it runs in a container where Docker
 * has its image. {@link #fresh()} is one of your own, embedded, to stop and start again.
 */
public final class TestBroker implements AutoCloseable {
    private static final int SIGNAL_PARTITIONS = 2;

    private final Node node;

    private TestBroker(Node node) {
        this.node = node;
        createTopics();
    }

    /** The broker of this test JVM, started at the first call. */
    public static TestBroker shared() {
        return Shared.BROKER;
    }

    /** A broker of one's own with an empty log. */
    public static TestBroker fresh() {
        try {
            return new TestBroker(new EmbeddedNode(Files.createTempDirectory("millrace-broker")));
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder", e);
        }
    }

    /** Address for clients; may change with {@link #restart()}. */
    public String bootstrapServers() {
        return node.bootstrapServers();
    }

    /** Stops the broker; its data stays. */
    public void stop() {
        node.stop();
    }

    /** Starts it again over the same data; an embedded one on another port. */
    public void restart() {
        node.restart();
        createTopics();
    }

    /** Stops it and removes its data. */
    @Override
    public void close() {
        node.close();
    }

    private void createTopics() {
        TopicSetup.createMissing(node.bootstrapServers(), TopicPlan.all(SIGNAL_PARTITIONS, (short) 1));
    }

    private static TestBroker inContainer() {
        int port = freePort();
        return new TestBroker(new ContainerNode(BrokerContainer.start(port), port));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        }
    }

    /** Where the broker runs. */
    private sealed interface Node extends Server permits EmbeddedNode, ContainerNode {
        String bootstrapServers();
    }

    /** In this JVM. */
    private static final class EmbeddedNode implements Node {
        private final Path folder;
        private EmbeddedBroker broker;

        EmbeddedNode(Path folder) {
            this.folder = folder;
            this.broker = start(folder);
        }

        @Override
        public String bootstrapServers() {
            return broker.bootstrapServers();
        }

        @Override
        public void stop() {
            broker.close();
        }

        @Override
        public void restart() {
            broker = start(folder);
        }

        @Override
        public void close() {
            broker.close();
            TestFolders.delete(folder);
        }

        private static EmbeddedBroker start(Path folder) {
            return EmbeddedBroker.start(folder, Map.of("log.flush.interval.ms", "60000"));
        }
    }

    /** In a container. */
    private record ContainerNode(Server container, int port) implements Node {
        @Override
        public String bootstrapServers() {
            return "127.0.0.1:" + port;
        }

        @Override
        public void stop() {
            container.stop();
        }

        @Override
        public void restart() {
            container.restart();
        }

        @Override
        public void close() {
            container.close();
        }
    }

    /** Started on first use. */
    private static final class Shared {
        static final TestBroker BROKER = Containers.use("Kafka", BrokerContainer.IMAGE) ? inContainer() : fresh();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(BROKER::close, "test-broker-stop"));
        }
    }
}
