package io.millrace.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.gateway.Export;
import io.millrace.gateway.GatewayBroker;
import io.millrace.gateway.TestTenant;
import io.millrace.testkit.Eventually;
import io.millrace.testkit.TestBroker;
import io.millrace.testkit.process.JarProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollingRestartProcessIT {
    private static final TestTenant TENANT = new TestTenant("rolling");

    @TempDir
    Path folder = Path.of("");

    @Test
    @DisplayName("CON-4, ST-11")
    void failsNoRequestWhileOneGatewayAfterTheOtherIsRestarted() {
        String bootstrap = TestBroker.shared().bootstrapServers();
        GatewayBroker.publish(bootstrap, 1, TENANT.records());
        try (JarProcess one = Gateways.start(folder, "rolling", bootstrap, Map.of());
                JarProcess other = Gateways.start(folder, "other", bootstrap, Map.of())) {
            one.awaitReady();
            other.awaitReady();
            try (Balancer balancer = new Balancer(List.of(one.port(), other.port()));
                    SteadyLoad load = new SteadyLoad(
                            balancer.port(),
                            8,
                            Export.of(TENANT).body(Export.logs("{\"timeUnixNano\":\"1700000000000000000\"}")))) {
                one.stop();
                one.relaunch();
                one.awaitReady();
                other.stop();
                other.relaunch();
                other.awaitReady();
                int before = load.taken();
                Eventually.until("load goes on", Duration.ofMinutes(2), () -> load.taken() > before + 200);

                assertThat(load.failures()).isEmpty();
            }
        }
    }
}
