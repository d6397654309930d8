package io.millrace.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.millrace.cluster.part.BrokerNode;
import io.millrace.cluster.process.JavaCommand;
import io.millrace.cluster.process.Member;
import io.millrace.cluster.process.Ports;
import io.millrace.cluster.process.Readiness;
import io.millrace.cluster.process.Recipe;
import io.millrace.telemetry.topic.TopicPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** A broker that asks every client for its name, and allows the stages what {@code components/kafka-security} allows them and no more. */
final class GuardedBroker implements AutoCloseable {
    private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required";
    private static final int HEAP_MEGABYTES = 320;
    private static final long LIMIT_SECONDS = 120;

    private final List<Integer> ports = Ports.free(2);
    private final List<JsonNode> users;
    private final Member member;

    private GuardedBroker(Path folder, Path manifests) throws IOException {
        users = users(manifests.resolve("users.yaml"));
        Path file = folder.resolve("guarded.properties");
        Files.createDirectories(folder);
        try (var out = Files.newBufferedWriter(file)) {
            properties(folder.resolve("log")).store(out, null);
        }
        List<String> command = JavaCommand.main(
                System.getProperty("java.class.path"),
                BrokerNode.class.getName(),
                HEAP_MEGABYTES,
                file.toString(),
                Uuid.randomUuid().toString());
        member = Member.launch(
                new Recipe("broker-1", command, Map.of(), folder, Readiness.port("127.0.0.1", ports.get(0))));
    }

    /** Starts it with topics and rights. */
    static GuardedBroker start(Path folder, Path manifests) throws Exception {
        GuardedBroker broker = new GuardedBroker(folder, manifests);
        try {
            broker.member.awaitReady();
            broker.prepare();
            return broker;
        } catch (Exception | Error e) {
            broker.close();
            throw e;
        }
    }

    /** Settings by which a client signs in as the user. */
    Map<String, String> login(String user) {
        Map<String, String> settings = new HashMap<>();
        client(user).forEach((name, value) -> settings.put("kafka." + name, value.toString()));
        return settings;
    }

    /** What it refused to whom. */
    Set<String> refused() throws IOException {
        try (var lines = Files.lines(member.log())) {
            return lines.filter(line -> line.startsWith(NotingAuthorizer.REFUSED))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Override
    public void close() {
        member.kill();
        member.close();
    }

    private Map<String, Object> client(String user) {
        return Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + ports.get(0),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                LOGIN + " username=\"" + user + "\" password=\"of " + user + "\";");
    }

    private void prepare() throws Exception {
        try (Admin admin = Admin.create(client("admin"))) {
            admin.createTopics(TopicPlan.all(3, (short) 1).stream()
                            .map(plan -> new NewTopic(plan.name(), plan.partitions(), plan.replicationFactor())
                                    .configs(plan.config()))
                            .toList())
                    .all()
                    .get(LIMIT_SECONDS, TimeUnit.SECONDS);
            List<AclBinding> rights = new ArrayList<>();
            users.forEach(user -> user.path("spec")
                    .path("authorization")
                    .path("acls")
                    .forEach(rule -> rights.addAll(rights(name(user), rule))));
            admin.createAcls(rights).all().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static List<AclBinding> rights(String user, JsonNode rule) {
        JsonNode resource = rule.path("resource");
        ResourceType type =
                ResourceType.fromString(resource.path("type").asText().toUpperCase(Locale.ROOT));
        boolean prefix = resource.path("patternType").asText().equals("prefix");
        ResourcePattern pattern = new ResourcePattern(
                type,
                type == ResourceType.CLUSTER
                        ? "kafka-cluster"
                        : resource.path("name").asText(),
                prefix ? PatternType.PREFIXED : PatternType.LITERAL);
        List<AclBinding> rights = new ArrayList<>();
        for (JsonNode operation : rule.path("operations")) {
            String name =
                    operation.asText().replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
            rights.add(new AclBinding(
                    pattern,
                    new AccessControlEntry(
                            "User:" + user, "*", AclOperation.fromString(name), AclPermissionType.ALLOW)));
        }
        return rights;
    }

    private Properties properties(Path log) {
        String clients = "CLIENTS://127.0.0.1:" + ports.get(0);
        Properties properties = new Properties();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", "1");
        properties.put("controller.quorum.voters", "1@127.0.0.1:" + ports.get(1));
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put("listeners", clients + ",CONTROLLER://127.0.0.1:" + ports.get(1));
        properties.put("advertised.listeners", clients);
        properties.put("listener.security.protocol.map", "CLIENTS:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("inter.broker.listener.name", "CLIENTS");
        properties.put("sasl.enabled.mechanisms", "PLAIN");
        properties.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
        StringBuilder accounts = new StringBuilder(LOGIN + " username=\"admin\" password=\"of admin\"");
        users.forEach(user -> accounts.append(" user_%1$s=\"of %1$s\"".formatted(name(user))));
        properties.put(
                "listener.name.clients.plain.sasl.jaas.config",
                accounts.append(" user_admin=\"of admin\";").toString());
        properties.put("authorizer.class.name", NotingAuthorizer.class.getName());
        // the controller's listener is the broker's own
        properties.put("super.users", "User:admin;User:ANONYMOUS");
        properties.put("allow.everyone.if.no.acl.found", "false");
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("offsets.topic.num.partitions", "3");
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("auto.create.topics.enable", "false");
        properties.put("message.max.bytes", "16777216");
        properties.put("log.cleaner.dedupe.buffer.size", "16777216");
        properties.put("log.dirs", log.toString());
        return properties;
    }

    private static List<JsonNode> users(Path file) throws IOException {
        try (MappingIterator<JsonNode> documents =
                new ObjectMapper(new YAMLFactory()).readerFor(JsonNode.class).readValues(file.toFile())) {
            return documents.readAll();
        }
    }

    private static String name(JsonNode user) {
        return user.path("metadata").path("name").asText();
    }
}
