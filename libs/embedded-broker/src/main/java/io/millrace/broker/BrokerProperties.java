package io.millrace.broker;

import java.nio.file.Path;
import java.util.Properties;

/** Settings of the embedded broker: small, quick to start, careful with what it acknowledged. */
final class BrokerProperties {
    static final int NODE_ID = 1;
    static final String CONTROLLER = "CONTROLLER";

    private BrokerProperties() {}

    static Properties of(Path log, int brokerPort, int controllerPort) {
        Properties properties = new Properties();
        roles(properties, log, brokerPort, controllerPort);
        oneReplica(properties);
        quickStart(properties);
        smallFootprint(properties);
        // what a power cut can cost is in docs/guarantees.md
        properties.put("log.flush.scheduler.interval.ms", "500");
        properties.put("log.flush.interval.ms", "1000");
        properties.put("auto.create.topics.enable", "false");
        properties.put("message.max.bytes", Integer.toString(16 * 1024 * 1024));
        properties.put("offsets.retention.minutes", Integer.toString(14 * 24 * 60)); // longer than raw records
        return properties;
    }

    private static void roles(Properties properties, Path log, int brokerPort, int controllerPort) {
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", Integer.toString(NODE_ID));
        properties.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
        properties.put("controller.listener.names", CONTROLLER);
        properties.put(
                "listeners", "BROKER://127.0.0.1:" + brokerPort + "," + CONTROLLER + "://127.0.0.1:" + controllerPort);
        properties.put("advertised.listeners", "BROKER://127.0.0.1:" + brokerPort);
        properties.put("listener.security.protocol.map", "BROKER:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        properties.put("inter.broker.listener.name", "BROKER");
        properties.put("log.dirs", log.toString());
    }

    private static void oneReplica(Properties properties) {
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("offsets.topic.num.partitions", "2");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("transaction.state.log.num.partitions", "1");
        properties.put("share.coordinator.state.topic.replication.factor", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
        properties.put("default.replication.factor", "1");
    }

    private static void quickStart(Properties properties) {
        properties.put("group.initial.rebalance.delay.ms", "0");
        // a killed broker's own registration must not keep the next start waiting
        properties.put("broker.session.timeout.ms", "3000");
        properties.put("broker.heartbeat.interval.ms", "500");
        properties.put("num.recovery.threads.per.data.dir", "2");
    }

    private static void smallFootprint(Properties properties) {
        properties.put("num.network.threads", "2");
        properties.put("num.io.threads", "4");
        properties.put("background.threads", "4");
        properties.put("log.cleaner.threads", "1");
        properties.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 * 1024 * 1024));
        properties.put("log.cleaner.io.buffer.size", Integer.toString(1024 * 1024));
        properties.put("log.segment.bytes", Integer.toString(128 * 1024 * 1024));
        properties.put("log.index.size.max.bytes", Integer.toString(1024 * 1024));
    }
}
