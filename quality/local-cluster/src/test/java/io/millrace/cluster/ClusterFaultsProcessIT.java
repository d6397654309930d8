package io.millrace.cluster;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.cluster.part.Balancer;
import io.millrace.cluster.process.Member;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.topic.Topics;
import io.millrace.testkit.capture.MillraceClient;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise: whatever single part of a cluster fails under load, every record that was answered 200 is in the tables exactly once, and
 * a rolling restart fails no request. One cluster serves all cases, so that each also starts from what the last one left.
 */
class ClusterFaultsProcessIT {
    @TempDir
    static Path folder;

    private static LocalCluster cluster;
    private static MillraceClient client;

    @BeforeAll
    static void startsTheCluster() {
        assumeTrue(Balancer.program().isPresent(), "skipped: HAProxy is not installed on this machine");
        cluster = LocalCluster.start(new Plan(
                Path.of(System.getProperty("millrace.root")),
                System.getProperty("java.class.path"),
                Balancer.program().orElseThrow(),
                folder,
                folder.resolve("objects"),
                3,
                null));
        client = MillraceClient.of(cluster.firstStartFolder());
    }

    @AfterAll
    static void stopsTheCluster() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void losesNothingWhenABrokerIsKilled() {
        try (Agents agents = Agents.start(client, "broker")) {
            agents.awaitMore(40);
            Member broker = cluster.member("broker-2");

            broker.kill();
            agents.awaitMore(80);
            broker.restart();
            agents.awaitMore(40);
            agents.stop();

            assertThat(new Auditor(client).findings(agents)).isEmpty();
        }
    }

    @Test
    void keepsARecordWhoseLeaderIsKilledRightAfterTheAnswer() throws Exception {
        Set<String> acknowledged = new HashSet<>();
        for (int i = 1; i <= 2; i++) {
            String session = "leader-" + i;
            assertThat(client.send(Agents.request(session)).statusCode()).isEqualTo(200);
            Member leader = cluster.member("broker-" + leaderOfTheNewestRecord());
            leader.kill();
            acknowledged.add(session);
            leader.restart();
        }

        assertThat(new Auditor(client).findings("leader", acknowledged)).isEmpty();
    }

    @Test
    void failsNoRequestDuringARollingRestart() {
        try (Agents agents = Agents.start(client, "rolling")) {
            agents.awaitMore(40);

            for (String name : new String[] {
                "ingest-gateway-1", "ingest-gateway-2", "normalizer-1", "normalizer-2", "sink-writer-1", "sink-writer-2"
            }) {
                Member member = cluster.member(name);
                member.stop();
                member.restart();
                agents.awaitMore(20);
            }
            agents.stop();

            assertThat(agents.failures()).isEmpty();
            assertThat(new Auditor(client).findings(agents)).isEmpty();
        }
    }

    @Test
    void storesEachRecordOnceWhenWritersAreKilled() {
        try (Agents agents = Agents.start(client, "writers")) {
            for (String name : new String[] {"normalizer-1", "sink-writer-2", "ingest-gateway-1"}) {
                agents.awaitMore(40);
                Member member = cluster.member(name);
                member.kill();
                agents.awaitMore(40);
                member.restart();
            }
            agents.stop();

            assertThat(new Auditor(client).findings(agents)).isEmpty();
        }
    }

    @Test
    void takesDataWhileTheDatabaseIsAway() {
        try (Agents agents = Agents.start(client, "database")) {
            agents.awaitMore(40);

            cluster.database().stop();
            agents.awaitMore(80);
            cluster.database().restart();
            agents.awaitMore(40);
            agents.stop();

            assertThat(agents.failures()).isEmpty();
            assertThat(new Auditor(client).findings(agents)).isEmpty();
        }
    }

    /** Node id of the broker that leads the raw logs' partition with the newest record. */
    private static int leaderOfTheNewestRecord() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
            TopicDescription topic = requireNonNull(admin.describeTopics(List.of(Topics.raw(Signal.LOGS)))
                    .allTopicNames()
                    .get()
                    .get(Topics.raw(Signal.LOGS)));
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            topic.partitions()
                    .forEach(partition -> ends.put(
                            new TopicPartition(topic.name(), partition.partition()), OffsetSpec.maxTimestamp()));
            TopicPartition newest = admin.listOffsets(ends).all().get().entrySet().stream()
                    .max(Comparator.comparingLong(entry -> entry.getValue().timestamp()))
                    .orElseThrow()
                    .getKey();
            return topic.partitions().get(newest.partition()).leader().id();
        }
    }
}
