package io.millrace.cluster;

import io.millrace.broker.TopicSetup;
import io.millrace.cluster.part.Balancer;
import io.millrace.cluster.part.Brokers;
import io.millrace.cluster.part.Stages;
import io.millrace.cluster.process.Member;
import io.millrace.cluster.process.Ports;
import io.millrace.cluster.process.Recipe;
import io.millrace.telemetry.topic.TopicPlan;
import io.millrace.testkit.store.PostgresServer;
import io.millrace.testkit.store.S3Server;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A whole installation on this machine. Everything is started by {@link #start}, each member can be hurt by its name, and
 * {@link #close} ends all of it.
 */
public final class LocalCluster implements AutoCloseable {
    private static final int PARTITIONS = 3;
    private static final int EACH = 2;

    private final Plan plan;
    private final Brokers brokers;
    private final PostgresServer database;
    private final S3Server store;
    private final Stages stages;
    private final List<Integer> ports;
    private final Map<String, Member> members = new LinkedHashMap<>();

    private LocalCluster(Plan plan) {
        this.plan = plan;
        this.ports = Ports.free(3 * EACH + 2);
        this.brokers = new Brokers(plan.folder(), plan.brokers(), plan.network());
        this.database = PostgresServer.start();
        this.store = S3Server.start(plan.storeFolder());
        this.stages = new Stages(plan.root(), plan.folder(), settings());
    }

    /**
     * Starts everything and returns when all of it is ready; takes about a minute.
     *
     * @throws AssertionError if a member ends or does not get ready, with the end of its log
     */
    public static LocalCluster start(Plan plan) {
        LocalCluster cluster = new LocalCluster(plan);
        try {
            cluster.startBrokers();
            cluster.startStages();
            return cluster;
        } catch (RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    /** The one address of the installation. */
    public String url() {
        return "http://127.0.0.1:" + ports.get(0);
    }

    /** Folder with {@code settings.json} and {@code owner.json} of the first start. */
    public Path firstStartFolder() {
        return stages.consoleData();
    }

    /** Addresses of the brokers. */
    public String bootstrapServers() {
        return brokers.bootstrapServers();
    }

    /** PostgreSQL. */
    public PostgresServer database() {
        return database;
    }

    /** The object store. */
    public S3Server store() {
        return store;
    }

    /**
     * A member.
     *
     * @param name such as {@code broker-1}, {@code ingest-gateway-2}, {@code sink-writer-1}, {@code console-1}
     */
    public Member member(String name) {
        Member member = members.get(name);
        if (member == null) {
            throw new IllegalArgumentException("expected one of " + members.keySet() + ": " + name);
        }
        return member;
    }

    /** All members in the order of their start. */
    public List<Member> members() {
        return List.copyOf(members.values());
    }

    /** Ends everything, in the other order. */
    @Override
    public void close() {
        List<Member> last = new ArrayList<>(members.values());
        Collections.reverse(last);
        last.stream().filter(member -> !isBroker(member)).forEach(Member::askToStop);
        last.stream().filter(member -> !isBroker(member)).forEach(Member::close);
        // the last broker would wait for a controller that is gone; nothing of it is needed again
        last.stream().filter(LocalCluster::isBroker).forEach(Member::kill);
        store.close();
        database.close();
    }

    private static boolean isBroker(Member member) {
        return member.name().startsWith("broker-");
    }

    private void startBrokers() {
        brokers.recipes(plan.classPath()).forEach(this::launch);
        members().forEach(Member::awaitReady);
        TopicSetup.createMissing(brokers.bootstrapServers(), TopicPlan.all(PARTITIONS, brokers.replicas()));
    }

    private void startStages() {
        List<Integer> gateways = ports.subList(2, 2 + EACH);
        List<Member> started = new ArrayList<>();
        started.add(launch(stages.console(ports.get(1))));
        for (int i = 0; i < EACH; i++) {
            started.add(launch(stages.gateway(i + 1, gateways.get(i))));
            started.add(launch(stages.normalizer(i + 1, ports.get(2 + EACH + i))));
            started.add(launch(stages.sink(i + 1, ports.get(2 + 2 * EACH + i))));
        }
        started.forEach(Member::awaitReady);
        Path template = plan.root().resolve("deploy/local/haproxy.cfg");
        launch(Balancer.recipe(
                        plan.balancer(),
                        template,
                        plan.folder().resolve("balancer"),
                        ports.get(0),
                        gateways,
                        ports.get(1)))
                .awaitReady();
    }

    private Member launch(Recipe recipe) {
        Member member = Member.launch(recipe);
        members.put(recipe.name(), member);
        return member;
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        Stream.of(database.settings(), store.settings("warehouse")).forEach(settings::putAll);
        settings.put("kafka.bootstrap.servers", brokers.bootstrapServers());
        settings.put("millrace.key-pepper", "of this local cluster alone");
        settings.put("millrace.console.public-url", url());
        settings.put("millrace.console.database.url", database.jdbcUrl());
        settings.put("millrace.console.database.user", database.user());
        settings.put("millrace.console.database.password", database.password());
        settings.put("millrace.sink.commit.interval", "2s");
        return settings;
    }
}
