package io.millrace.gateway;

import io.millrace.testkit.Eventually;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;

/** The application under test, shared by all classes that use the same settings. */
public final class GatewayUnderTest {
    /** The tenant that sends. */
    public static final TestTenant TENANT = new TestTenant("here");
    /** Another one, into which it must never get. */
    public static final TestTenant OTHER = new TestTenant("other");

    private GatewayUnderTest() {}

    /** Address of its broker. */
    public static String bootstrapServers() {
        return ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
    }

    /** Returns once it takes exports. */
    public static void awaitReady() {
        Eventually.until(
                "gateway takes exports",
                Duration.ofSeconds(60),
                () -> Export.of(TENANT).reply().status() == 200);
    }
}
