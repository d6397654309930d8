package io.millrace.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.vertx.http.HttpServer;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublicUrlTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @Test
    void waitsUntilTheServerTellsItsPort() throws Exception {
        PublicUrl url = new PublicUrl(config(Map.of()), new LateServer(List.of(-1, 0, -1, 8123)));

        url.await(LIMIT);

        assertThat(url.endpoint("abc")).isEqualTo("http://localhost:8123/otlp/abc");
    }

    @Test
    void givesUpWaitingForAPortThatNeverComes() {
        PublicUrl url = new PublicUrl(config(Map.of()), new LateServer(List.of(-1)));

        assertThatThrownBy(() -> url.await(Duration.ofMillis(1))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void takesTheConfiguredAddressWithoutWaiting() throws Exception {
        PublicUrl url = new PublicUrl(
                config(Map.of("millrace.console.public-url", "https://millrace.example/")),
                new LateServer(List.of(-1)));

        url.await(Duration.ZERO);

        assertThat(url.base()).isEqualTo("https://millrace.example");
        assertThat(url.secure()).isTrue();
    }

    private static ConsoleConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ConsoleConfig.class)
                .withDefaultValue("millrace.console.data-dir", "data")
                .withDefaultValues(values)
                .build()
                .getConfigMapping(ConsoleConfig.class);
    }

    /** Tells one port after the other, the last one for ever. */
    private static final class LateServer implements HttpServer {
        private final Iterator<Integer> ports;
        private int port;

        LateServer(List<Integer> ports) {
            this.ports = ports.iterator();
        }

        @Override
        public int getPort() {
            if (ports.hasNext()) {
                port = ports.next();
            }
            return port;
        }

        @Override
        public int getSecurePort() {
            return -1;
        }

        @Override
        public int getManagementPort() {
            return -1;
        }

        @Override
        public URI getLocalBaseUri() {
            return URI.create("http://localhost");
        }
    }
}
