package io.millrace.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.gateway.Export;
import io.millrace.gateway.GatewayBroker;
import io.millrace.gateway.RawConnection;
import io.millrace.gateway.TestTenant;
import io.millrace.testkit.Eventually;
import io.millrace.testkit.TestBroker;
import io.millrace.testkit.process.JarProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartProcessIT {
    private static final TestTenant TENANT = new TestTenant("start");
    private static final Pattern OPEN = Pattern.compile("millrace_gateway_connections_open ([0-9.]+)");

    @TempDir
    Path folder = Path.of("");

    @Test
    @DisplayName("SIZE-5: limits that do not fit together")
    void refusesToStartWhereLimitsDoNotFitAndNamesThem() {
        Map<String, String> tooMuch = Map.of(
                "MILLRACE_GATEWAY_KAFKA_MAX_RECORD", "32M",
                "MILLRACE_GATEWAY_MEMORY_IN_FLIGHT", "200M");
        try (JarProcess gateway =
                Gateways.start(folder, "start", TestBroker.shared().bootstrapServers(), tooMuch)) {
            int exit = gateway.awaitEnd();

            assertThat(exit).isNotZero();
            assertThat(gateway.output())
                    .contains("the gateway does not start")
                    .contains("max.message.bytes of otlp.raw.logs")
                    .contains("millrace.gateway.kafka.max-record");
        }
    }

    @Test
    @DisplayName("SIZE-8: a budget smaller than two bodies")
    void refusesToStartWithABudgetThatIsTooSmall() {
        Map<String, String> tooSmall = Map.of("MILLRACE_GATEWAY_MEMORY_IN_FLIGHT", "100M");
        try (JarProcess gateway =
                Gateways.start(folder, "start", TestBroker.shared().bootstrapServers(), tooSmall)) {
            assertThat(gateway.awaitEnd()).isNotZero();
            assertThat(gateway.output()).contains("millrace.gateway.memory.in-flight is 104857600");
        }
    }

    @Test
    @DisplayName("FRM-2, FRM-5, CON-5, CON-3: framing told twice, slow heads, connection age, bounded connections")
    void limitsWhatAConnectionMayTake() {
        String bootstrap = TestBroker.shared().bootstrapServers();
        GatewayBroker.publish(bootstrap, 1, TENANT.records());
        Map<String, String> small = Map.of(
                "MILLRACE_GATEWAY_CONNECTIONS_HEAD_TIMEOUT", "1S",
                "MILLRACE_GATEWAY_CONNECTIONS_MAX_AGE", "1MS",
                "QUARKUS_HTTP_LIMITS_MAX_CONNECTIONS", "10");
        try (JarProcess gateway = Gateways.start(folder, "start", bootstrap, small)) {
            gateway.awaitReady();
            List<RawConnection> idle = List.of(RawConnection.open(gateway.port()), RawConnection.open(gateway.port()));
            Eventually.until(
                    "the meter shows the connections",
                    Duration.ofSeconds(30),
                    () -> openConnections(gateway.port()) >= 3);
            idle.forEach(RawConnection::close);
            try (RawConnection slow = RawConnection.open(gateway.port())) {
                slow.send("POST /v1/logs HTTP/1.1\r\nHost: ga");
                assertThat(slow.isAtEnd()).as("a head that does not end").isTrue();
            }
            try (RawConnection smuggler = RawConnection.open(gateway.port())) {
                smuggler.send(Export.of(TENANT).head("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n")
                        + "2\r\n{}\r\n0\r\n\r\n");
                assertThat(smuggler.readHead().status())
                        .as("FRM-2: a length and chunks")
                        .isEqualTo(400);
                assertThat(smuggler.readAll()).doesNotContain("HTTP/1.1"); // the end, and no second reply
            }
            assertThat(endsASecondHeadThatDoesNotEnd(gateway.port()))
                    .as("HTTP/2, a later head that does not end")
                    .isTrue();
            try (RawConnection aged = RawConnection.open(gateway.port())) {
                aged.send(Export.of(TENANT).bytes()).read();
                assertThat(aged.send(Export.of(TENANT).bytes()).read().header("Connection"))
                        .as("a reply on a connection beyond its age")
                        .isEqualToIgnoringCase("close");
                assertThat(aged.isAtEnd()).as("the end behind that reply").isTrue();
            }
            assertThat(openUntilRefused(gateway.port()))
                    .as("connections at once")
                    .isLessThanOrEqualTo(10);
        }
    }

    private static boolean endsASecondHeadThatDoesNotEnd(int port) {
        byte[] get = {(byte) 0x82, (byte) 0x86, (byte) 0x84, 0x41, 1, 'a'}; // GET, http, /, authority a (RFC 7541, A)
        try (RawConnection connection = RawConnection.open(port)) {
            connection.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").send(frame(4, 0, 0)); // SETTINGS
            connection.send(frame(1, 1, get.length)).send(get); // HEADERS
            connection.send(frame(1, 3, get.length)).send(new byte[] {get[0]}); // HEADERS, begun
            return !connection.readAll().isEmpty(); // an end, or the reading would run into its limit
        }
    }

    /** A frame's own header; HEADERS (1) end their stream and their head. */
    private static byte[] frame(int type, int stream, int payloadBytes) {
        return new byte[] {0, 0, (byte) payloadBytes, (byte) type, (byte) (type == 1 ? 5 : 0), 0, 0, 0, (byte) stream};
    }

    /** As the meter has it, the connection of this question included. */
    private static double openConnections(int port) {
        try (RawConnection asking = RawConnection.open(port)) {
            String meters = asking.send("GET /q/metrics HTTP/1.1\r\nHost: gateway\r\nAccept: text/plain\r\n\r\n")
                    .read()
                    .body();
            return OPEN.matcher(meters)
                    .results()
                    .mapToDouble(it -> Double.parseDouble(it.group(1)))
                    .findFirst()
                    .orElse(0);
        }
    }

    private static int openUntilRefused(int port) {
        List<RawConnection> open = new ArrayList<>();
        int served = 0;
        try {
            for (int i = 0; i < 15; i++) {
                RawConnection connection = RawConnection.open(port);
                open.add(connection);
                connection.send(Export.of(TENANT).head("Content-Length: 2\r\n"));
            }
            for (RawConnection connection : open) {
                served += isServed(connection) ? 1 : 0;
            }
        } finally {
            open.forEach(RawConnection::close);
        }
        return served;
    }

    private static boolean isServed(RawConnection connection) {
        try {
            return connection.send("{}").read().status() == 200;
        } catch (RuntimeException e) {
            return false; // closed without an answer
        }
    }
}
