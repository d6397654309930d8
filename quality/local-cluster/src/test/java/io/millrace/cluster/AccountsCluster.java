package io.millrace.cluster;

import io.millrace.broker.TopicSetup;
import io.millrace.cluster.part.Brokers;
import io.millrace.cluster.part.Stages;
import io.millrace.cluster.process.Member;
import io.millrace.cluster.process.Ports;
import io.millrace.telemetry.topic.TopicPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The part of an installation that accounts concern, as processes: a broker, the console with its H2 file, some gateways. */
final class AccountsCluster implements AutoCloseable {
    private final List<Member> members = new ArrayList<>();
    private final List<Member> gateways = new ArrayList<>();
    private final List<Integer> ports;
    private final Stages stages;
    private final Member console;

    private AccountsCluster(Path folder, int count, Map<String, String> settings) {
        ports = Ports.free(1 + count);
        Brokers brokers = new Brokers(folder, 1, null);
        Map<String, String> shared = new HashMap<>(settings);
        shared.put("kafka.bootstrap.servers", brokers.bootstrapServers());
        shared.put("millrace.key-pepper", "of this local cluster alone");
        shared.put("millrace.console.public-url", consoleUrl());
        stages = new Stages(Path.of(System.getProperty("millrace.root")).toAbsolutePath(), folder, shared);
        try {
            brokers.recipes(System.getProperty("java.class.path"))
                    .forEach(recipe -> members.add(Member.launch(recipe)));
            members.forEach(Member::awaitReady);
            TopicSetup.createMissing(brokers.bootstrapServers(), TopicPlan.all(1, brokers.replicas()));
            console = launched(Member.launch(stages.console(ports.get(0))));
            for (int i = 1; i <= count; i++) {
                gateways.add(launched(Member.launch(stages.gateway(i, ports.get(i)))));
            }
            members.forEach(Member::awaitReady);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /**
     * Starts it and returns when all of it is ready.
     *
     * @param gateways how many gateways
     * @param settings further settings of all stages, by name
     */
    static AccountsCluster start(Path folder, int gateways, Map<String, String> settings) {
        return new AccountsCluster(folder.toAbsolutePath(), gateways, settings);
    }

    Member console() {
        return console;
    }

    List<Member> gateways() {
        return List.copyOf(gateways);
    }

    String consoleUrl() {
        return "http://127.0.0.1:" + ports.get(0);
    }

    /** One for each gateway. */
    List<String> gatewayUrls() {
        return ports.subList(1, ports.size()).stream()
                .map(port -> "http://127.0.0.1:" + port)
                .toList();
    }

    /** Folder with the files of the first start. */
    Path firstStartFolder() {
        return stages.consoleData();
    }

    @Override
    public void close() {
        List<Member> last = new ArrayList<>(members);
        Collections.reverse(last);
        last.stream().filter(member -> !member.name().startsWith("broker-")).forEach(Member::askToStop);
        last.forEach(Member::close);
    }

    private Member launched(Member member) {
        members.add(member);
        return member;
    }
}
