package io.millrace.testkit.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class MillraceClientTest {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "MILLRACE_ENDPOINT", "https://millrace.example.com/otlp/one/",
            "MILLRACE_INGEST_KEY", "mr_ingest",
            "MILLRACE_CONSOLE_URL", "https://millrace.example.com/",
            "MILLRACE_QUERY_KEY", "mr_query");

    @Test
    void sendsToAnAddressWithTheKeyOfTheEnvironment() throws Exception {
        AtomicReference<String> seen = new AtomicReference<>("");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            seen.set(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        Map<String, String> environment = new HashMap<>(ENVIRONMENT);
        environment.put(
                "MILLRACE_ENDPOINT", "http://127.0.0.1:" + server.getAddress().getPort() + "/otlp/one/");
        Capture capture = Captures.all().get(0);
        try {
            int status = MillraceClient.of(environment).send(capture).statusCode();

            assertThat(status).isEqualTo(200);
            assertThat(seen).hasValue("/otlp/one/v1/" + capture.signal().wireName() + " Bearer mr_ingest");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void namesWhatIsMissing() {
        for (String name : ENVIRONMENT.keySet()) {
            Map<String, String> environment = new HashMap<>(ENVIRONMENT);
            environment.remove(name);

            assertThatThrownBy(() -> MillraceClient.of(environment))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(name + " is not set");
        }
    }
}
