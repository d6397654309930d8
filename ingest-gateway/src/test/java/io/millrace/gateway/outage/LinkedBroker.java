package io.millrace.gateway.outage;

import io.millrace.broker.EmbeddedBroker;
import io.millrace.broker.TopicSetup;
import io.millrace.gateway.GatewayBroker;
import io.millrace.gateway.GatewayUnderTest;
import io.millrace.gateway.TestTenant;
import io.millrace.telemetry.topic.TopicPlan;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A broker behind a link that tests can freeze and cut. */
public final class LinkedBroker implements QuarkusTestResourceLifecycleManager {
    private @Nullable BrokerLink link;
    private @Nullable EmbeddedBroker broker;

    @Override
    public Map<String, String> start() {
        BrokerLink opened = new BrokerLink();
        link = opened;
        EmbeddedBroker started = broker(opened.port());
        broker = started;
        String direct = started.bootstrapServers();
        opened.start(Integer.parseInt(direct.substring(direct.indexOf(':') + 1)));
        String linked = "127.0.0.1:" + opened.port();
        TopicSetup.createMissing(linked, TopicPlan.all(2, (short) 1));
        GatewayBroker.publish(linked, 1, GatewayUnderTest.TENANT.records());
        return Map.of(
                "kafka.bootstrap.servers", linked,
                "millrace.key-pepper", TestTenant.PEPPER,
                "quarkus.http.test-port", "0",
                "quarkus.shutdown.delay", "0S",
                "quarkus.vertx.max-event-loop-execute-time", "2S");
    }

    @Override
    public void stop() {
        LinkState.set(LinkState.State.OPEN);
        if (broker != null) {
            broker.close();
        }
        if (link != null) {
            try {
                link.close();
            } catch (IOException e) {
                throw new UncheckedIOException("closing the link", e);
            }
        }
    }

    private static EmbeddedBroker broker(int linkPort) {
        try {
            return EmbeddedBroker.start(
                    Files.createTempDirectory("millrace-linked-broker"),
                    Map.of("advertised.listeners", "BROKER://127.0.0.1:" + linkPort));
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder", e);
        }
    }
}
