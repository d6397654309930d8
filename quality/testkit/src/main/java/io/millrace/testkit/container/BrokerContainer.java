package io.millrace.testkit.container;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** One broker, controller included, in a container. */
public final class BrokerContainer {
    /** Its public image. */
    public static final String IMAGE = "apache/kafka:4.1.1";

    private static final int PORT = 9092;
    private static final int PATIENCE_MILLIS = 5_000;

    private BrokerContainer() {}

    /**
     * Starts a broker that clients reach at this port of 127.0.0.1.
     *
     * @param port a free port
     */
    public static Server start(int port) {
        return ServerContainer.start(IMAGE, PORT, port, environment(port), () -> answers(port));
    }

    private static Map<String, String> environment(int port) {
        Map<String, String> environment = new HashMap<>();
        environment.put("KAFKA_NODE_ID", "1");
        environment.put("KAFKA_PROCESS_ROLES", "broker,controller");
        environment.put("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093");
        environment.put("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER");
        environment.put("KAFKA_INTER_BROKER_LISTENER_NAME", "BROKER");
        environment.put(
                "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP", "BROKER:PLAINTEXT,CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        environment.put("KAFKA_LISTENERS", "CLIENT://:" + PORT + ",CONTROLLER://:9093,BROKER://:9094");
        environment.put("KAFKA_ADVERTISED_LISTENERS", "CLIENT://127.0.0.1:" + port + ",BROKER://localhost:9094");
        environment.put("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1");
        environment.put("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1");
        environment.put("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1");
        environment.put("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
        environment.put("KAFKA_MESSAGE_MAX_BYTES", "16777216");
        environment.put("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
        return environment;
    }

    private static boolean answers(int port) {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                "127.0.0.1:" + port,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                PATIENCE_MILLIS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                PATIENCE_MILLIS))) {
            return !admin.describeCluster()
                    .nodes()
                    .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                    .isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
