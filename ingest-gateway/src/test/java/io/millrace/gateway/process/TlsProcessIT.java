package io.millrace.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.millrace.gateway.GatewayBroker;
import io.millrace.gateway.TestTenant;
import io.millrace.testkit.Eventually;
import io.millrace.testkit.TestBroker;
import io.millrace.testkit.process.JarProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsProcessIT {
    private static final TestTenant TENANT = new TestTenant("tls");

    @TempDir
    Path folder = Path.of("");

    @Test
    @DisplayName("H2-1 over TLS by ALPN; client certificates; traces of its own, all by configuration")
    void speaksTlsAsksForCertificatesAndSendsTraces() throws IOException, InterruptedException {
        String bootstrap = TestBroker.shared().bootstrapServers();
        GatewayBroker.publish(bootstrap, 1, TENANT.records());
        Certificates certificates = new Certificates(folder);
        AtomicInteger traces = new AtomicInteger();
        HttpServer collector = collector(traces);
        int tlsPort = freePort();
        Map<String, String> settings = Map.of(
                "QUARKUS_HTTP_SSL_PORT",
                Integer.toString(tlsPort),
                "QUARKUS_TLS_KEY_STORE_P12_PATH",
                certificates.store("server").toString(),
                "QUARKUS_TLS_KEY_STORE_P12_PASSWORD",
                Certificates.PASSWORD,
                "QUARKUS_TLS_TRUST_STORE_P12_PATH",
                certificates.store("trust").toString(),
                "QUARKUS_TLS_TRUST_STORE_P12_PASSWORD",
                Certificates.PASSWORD,
                "MILLRACE_GATEWAY_TLS_CLIENT_CERTIFICATE",
                "required",
                "QUARKUS_OTEL_SDK_DISABLED",
                "false",
                "QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL",
                "http/protobuf",
                "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://127.0.0.1:" + collector.getAddress().getPort());
        try (JarProcess gateway = Gateways.start(folder, "tls", bootstrap, settings)) {
            gateway.awaitReady();

            for (HttpClient.Version version : HttpClient.Version.values()) {
                HttpResponse<String> response = export(certificates, true, version, tlsPort);
                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.version()).isEqualTo(version);
                assertThat(response.body()).isEqualTo("{}");
            }
            assertThatThrownBy(() -> export(certificates, false, HttpClient.Version.HTTP_1_1, tlsPort))
                    .isInstanceOf(IOException.class);
            Eventually.until("a trace is sent", Duration.ofSeconds(60), () -> traces.get() > 0);
        } finally {
            collector.stop(0);
        }
    }

    private static HttpServer collector(AtomicInteger traces) throws IOException {
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            exchange.getRequestBody().readAllBytes();
            traces.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        return collector;
    }

    private static HttpResponse<String> export(
            Certificates certificates, boolean withCertificate, HttpClient.Version version, int port)
            throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .version(version)
                .sslContext(certificates.client(withCertificate))
                .build();
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + port + TENANT.path("logs")))
                .header("Authorization", TestTenant.bearer(TENANT.key))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .timeout(Duration.ofSeconds(30))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
