package io.millrace.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jboss.logging.Logger;

/**
 * One KRaft broker, controller included, on 127.0.0.1 with free ports. Its folder is formatted at the first start and kept
 * from then on.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(EmbeddedBroker.class);
    private static final int PORT_ATTEMPTS = 5;
    private static final String CLUSTER_ID_FILE = "cluster-id";

    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private EmbeddedBroker(KafkaRaftServer server, String bootstrapServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts a broker. Takes two to six seconds.
     *
     * @param folder folder of its data, made if missing
     * @param settings further broker settings, which win over the defaults
     * @throws IllegalStateException if it does not start
     */
    public static EmbeddedBroker start(Path folder, Map<String, String> settings) {
        String clusterId = clusterId(folder);
        RuntimeException last = new IllegalStateException("broker was not started");
        for (int attempt = 1; attempt <= PORT_ATTEMPTS; attempt++) {
            try {
                return start(folder, settings, clusterId, freePort(), freePort());
            } catch (RuntimeException e) {
                // a port may be taken between the look and the bind
                LOG.warnf("embedded broker did not start, attempt=%d: %s", attempt, e.getMessage());
                last = e;
            }
        }
        throw new IllegalStateException("embedded broker did not start in " + folder, last);
    }

    /** Address for clients, {@code host:port}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Stops in order; the data stays. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static EmbeddedBroker start(
            Path folder, Map<String, String> settings, String clusterId, int brokerPort, int controllerPort) {
        Properties properties = BrokerProperties.of(folder.resolve("log"), brokerPort, controllerPort);
        properties.putAll(settings);
        format(folder.resolve("log"), clusterId);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        try {
            server.startup();
        } catch (RuntimeException e) {
            server.shutdown(); // a failed start leaves threads behind
            throw e;
        }
        return new EmbeddedBroker(server, "127.0.0.1:" + brokerPort);
    }

    private static void format(Path log, String clusterId) {
        try {
            Files.createDirectories(log);
            new Formatter()
                    .setNodeId(BrokerProperties.NODE_ID)
                    .setClusterId(clusterId)
                    .addDirectory(log.toString())
                    .setMetadataLogDirectory(log.toString())
                    .setControllerListenerName(BrokerProperties.CONTROLLER)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setIgnoreFormatted(true)
                    .run();
        } catch (Exception e) { // the formatter declares it
            throw new IllegalStateException("cannot format the broker's folder " + log, e);
        }
    }

    private static String clusterId(Path folder) {
        Path file = folder.resolve(CLUSTER_ID_FILE);
        try {
            Files.createDirectories(folder);
            if (!Files.exists(file)) {
                Files.writeString(file, Uuid.randomUuid().toString());
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the cluster id in " + file, e);
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
