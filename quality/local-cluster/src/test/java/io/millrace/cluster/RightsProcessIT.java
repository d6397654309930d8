package io.millrace.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.cluster.part.Balancer;
import io.millrace.cluster.part.Stages;
import io.millrace.cluster.process.Member;
import io.millrace.cluster.process.Ports;
import io.millrace.cluster.process.Recipe;
import io.millrace.telemetry.topic.Topics;
import io.millrace.testkit.capture.MillraceClient;
import io.millrace.testkit.store.PostgresServer;
import io.millrace.testkit.store.S3Server;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: with the users and rights of {@code components/kafka-security} each stage can do its work on brokers that ask for a name. */
class RightsProcessIT {
    @TempDir
    static Path folder;

    private static final List<Member> MEMBERS = new ArrayList<>();
    private static GuardedBroker broker;
    private static PostgresServer database;
    private static S3Server store;
    private static Path firstStart;

    @BeforeAll
    static void startsTheStages() throws Exception {
        assumeTrue(Balancer.program().isPresent(), "skipped: HAProxy is not installed on this machine");
        Path root =
                Path.of(System.getProperty("millrace.root")).toAbsolutePath().normalize();
        List<Integer> ports = Ports.free(5);
        broker = GuardedBroker.start(
                folder.resolve("broker"), root.resolve("deploy/kustomize/components/kafka-security"));
        database = PostgresServer.start();
        store = S3Server.start(folder.resolve("objects"));
        Map<String, String> settings = new HashMap<>(database.settings());
        settings.putAll(store.settings("warehouse"));
        settings.put("millrace.key-pepper", "of this local cluster alone");
        settings.put("millrace.console.public-url", "http://127.0.0.1:" + ports.get(0));
        settings.put("millrace.normalizer.ledger-interval", "1s");
        settings.put("millrace.console.database.url", database.jdbcUrl());
        settings.put("millrace.console.database.user", database.user());
        settings.put("millrace.console.database.password", database.password());
        Function<String, Stages> stages = stage -> {
            Map<String, String> own = new HashMap<>(settings);
            own.putAll(broker.login("kafka-" + stage));
            return new Stages(root, folder, own);
        };
        firstStart = stages.apply("console").consoleData();
        launch(stages.apply("console").console(ports.get(1)));
        launch(stages.apply("ingest-gateway").gateway(1, ports.get(2)));
        launch(stages.apply("normalizer").normalizer(1, ports.get(3)));
        launch(stages.apply("sink-writer").sink(1, ports.get(4)));
        MEMBERS.forEach(Member::awaitReady);
        launch(Balancer.recipe(
                        Balancer.program().orElseThrow(),
                        root.resolve("deploy/local/haproxy.cfg"),
                        folder.resolve("balancer"),
                        ports.get(0),
                        List.of(ports.get(2)),
                        ports.get(1)))
                .awaitReady();
    }

    @AfterAll
    static void stopsThem() {
        Collections.reverse(MEMBERS);
        MEMBERS.forEach(Member::askToStop);
        MEMBERS.forEach(Member::close);
        if (broker != null) {
            broker.close();
        }
        if (store != null) {
            store.close();
        }
        if (database != null) {
            database.close();
        }
    }

    @Test
    void everyStageCanDoItsWorkWithItsRights() throws Exception {
        MillraceClient client = MillraceClient.of(firstStart);
        try (Agents agents = Agents.start(client, "rights")) {
            agents.awaitMore(40);
            agents.stop();

            assertThat(new Auditor(client).findings(agents)).isEmpty();
        }
        // a stage that ends has told its counts
        MEMBERS.get(2).stop();
        MEMBERS.get(2).restart();
        assertThat(broker.refused()).noneMatch(line -> !line.contains(" DELETE "));
    }

    @Test
    void whatAStageHasNoRightToIsRefusedAndNoted() throws Exception {
        Map<String, Object> login = new HashMap<>();
        broker.login("kafka-ingest-gateway")
                .forEach((name, value) -> login.put(name.substring("kafka.".length()), value));
        try (Admin admin = Admin.create(login)) {
            assertThatThrownBy(() ->
                            admin.deleteTopics(List.of(Topics.DIRECTORY)).all().get(1, TimeUnit.MINUTES))
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
        assertThat(broker.refused()).contains("refused: User:kafka-ingest-gateway DELETE TOPIC control.directory");
    }

    private static Member launch(Recipe recipe) {
        Member member = Member.launch(recipe);
        MEMBERS.add(member);
        return member;
    }
}
