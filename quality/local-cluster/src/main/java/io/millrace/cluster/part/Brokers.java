package io.millrace.cluster.part;

import static java.util.Objects.requireNonNull;

import io.millrace.cluster.process.JavaCommand;
import io.millrace.cluster.process.Ports;
import io.millrace.cluster.process.Readiness;
import io.millrace.cluster.process.Recipe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** The brokers: each a controller as well, every topic on all of three, a record acknowledged once two have it. */
public final class Brokers {
    private static final int HEAP_MEGABYTES = 320;

    private final Path folder;
    private final List<Integer> ports;
    private final List<Integer> controllerPorts;
    private final String clusterId = Uuid.randomUuid().toString();
    private final @Nullable Network network;

    /**
     * Brokers with free ports.
     *
     * @param folder where their logs are kept
     * @param count how many, 1 or 3
     * @param network the network in whose namespace the last one lives; without one all are on 127.0.0.1
     */
    public Brokers(Path folder, int count, @Nullable Network network) {
        this.folder = folder;
        this.network = network;
        List<Integer> free = Ports.free(2 * count);
        this.ports = free.subList(0, count);
        this.controllerPorts = free.subList(count, 2 * count);
    }

    /** Addresses for clients. */
    public String bootstrapServers() {
        return IntStream.range(0, ports.size())
                .mapToObj(i -> host(i) + ":" + ports.get(i))
                .collect(Collectors.joining(","));
    }

    /** How many replicas a topic has. */
    public short replicas() {
        return (short) ports.size();
    }

    /** One recipe each, the first with node id 1. */
    public List<Recipe> recipes(String classPath) {
        List<Recipe> recipes = new ArrayList<>();
        for (int i = 0; i < ports.size(); i++) {
            String name = "broker-" + (i + 1);
            Path file = write(folder.resolve(name + ".properties"), properties(i));
            List<String> command =
                    JavaCommand.main(classPath, BrokerNode.class.getName(), HEAP_MEGABYTES, file.toString(), clusterId);
            Readiness ready = Readiness.port(host(i), ports.get(i));
            List<String> placed = apart(i) ? requireNonNull(network).inNamespace(command) : command;
            recipes.add(new Recipe(name, placed, Map.of(), folder.resolve(name), ready));
        }
        return recipes;
    }

    private Properties properties(int index) {
        Properties properties = new Properties();
        int id = index + 1;
        String own = "BROKER://" + host(index) + ":" + ports.get(index);
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", Integer.toString(id));
        properties.put("controller.quorum.voters", voters());
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put("listeners", own + ",CONTROLLER://" + host(index) + ":" + controllerPorts.get(index));
        properties.put("advertised.listeners", own);
        properties.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("inter.broker.listener.name", "BROKER");
        properties.put("log.dirs", folder.resolve("broker-" + id).resolve("log").toString());
        replication(properties);
        small(properties);
        return properties;
    }

    private void replication(Properties properties) {
        String replicas = Integer.toString(ports.size());
        String inSync = ports.size() > 1 ? "2" : "1";
        properties.put("default.replication.factor", replicas);
        properties.put("min.insync.replicas", inSync);
        properties.put("offsets.topic.replication.factor", replicas);
        properties.put("transaction.state.log.replication.factor", replicas);
        properties.put("transaction.state.log.min.isr", inSync);
        properties.put("share.coordinator.state.topic.replication.factor", replicas);
        properties.put("share.coordinator.state.topic.min.isr", inSync);
        properties.put("unclean.leader.election.enable", "false");
        properties.put("auto.create.topics.enable", "false");
        properties.put("message.max.bytes", "16777216");
        properties.put("replica.fetch.max.bytes", "16777216");
        properties.put("replica.lag.time.max.ms", "6000");
        properties.put("offsets.retention.minutes", "20160");
        properties.put("broker.session.timeout.ms", "6000");
        properties.put("broker.heartbeat.interval.ms", "1000");
    }

    private static void small(Properties properties) {
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("offsets.topic.num.partitions", "3");
        properties.put("transaction.state.log.num.partitions", "1");
        properties.put("num.network.threads", "2");
        properties.put("num.io.threads", "3");
        properties.put("background.threads", "2");
        properties.put("log.cleaner.dedupe.buffer.size", "16777216");
        properties.put("log.segment.bytes", "67108864");
        properties.put("log.index.size.max.bytes", "1048576");
    }

    private String voters() {
        return IntStream.range(0, ports.size())
                .mapToObj(i -> (i + 1) + "@" + host(i) + ":" + controllerPorts.get(i))
                .collect(Collectors.joining(","));
    }

    private boolean apart(int index) {
        return network != null && index == ports.size() - 1;
    }

    private String host(int index) {
        if (network == null) {
            return "127.0.0.1";
        }
        return apart(index) ? network.memberAddress() : network.hostAddress();
    }

    private static Path write(Path file, Properties properties) {
        try {
            Files.createDirectories(file.getParent());
            try (var out = Files.newBufferedWriter(file)) {
                properties.store(out, null);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
