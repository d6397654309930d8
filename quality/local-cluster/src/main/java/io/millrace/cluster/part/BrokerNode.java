package io.millrace.cluster.part;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * The main class of one broker process: formats its folder at the first start, then serves until SIGTERM. Arguments: the file
 * of its properties and the id of the cluster.
 */
public final class BrokerNode {
    private static final int STOP_SECONDS = 30;

    private BrokerNode() {}

    /** Serves until SIGTERM. */
    public static void main(String... arguments) throws Exception {
        Properties properties = new Properties();
        try (var in = Files.newBufferedReader(Path.of(arguments[0]))) {
            properties.load(in);
        }
        format(properties, arguments[1]);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, stopped), "broker-stop"));
        try {
            server.startup();
        } catch (RuntimeException e) {
            // a failed start leaves threads that keep the process alive
            System.err.println("broker does not start: " + e);
            Runtime.getRuntime().halt(1);
        }
        server.awaitShutdown();
        stopped.countDown();
    }

    private static void format(Properties properties, String clusterId) throws Exception {
        String log = properties.getProperty("log.dirs");
        Files.createDirectories(Path.of(log));
        new Formatter()
                .setNodeId(Integer.parseInt(properties.getProperty("node.id")))
                .setClusterId(clusterId)
                .addDirectory(log)
                .setMetadataLogDirectory(log)
                .setControllerListenerName(properties.getProperty("controller.listener.names"))
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setIgnoreFormatted(true)
                .run();
    }

    private static void stop(KafkaRaftServer server, CountDownLatch stopped) {
        server.shutdown();
        try {
            if (!stopped.await(STOP_SECONDS, java.util.concurrent.TimeUnit.SECONDS)) {
                System.err.println("broker did not stop within " + STOP_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
