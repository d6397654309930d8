package io.millrace.gateway.tls;

import io.millrace.gateway.GatewayBroker;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.millrace.testkit.TestFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import com.sun.net.httpserver.HttpServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The gateway with TLS, client certificates, few connections and traces of its own, which go to a collector made here. */
public final class TlsGateway implements QuarkusTestResourceLifecycleManager {
    static final String FOLDER = "millrace.test.certificates";
    static final String TRACES = "millrace.test.traces-received";

    private final GatewayBroker broker = new GatewayBroker();
    private @Nullable Path folder;
    private @Nullable HttpServer collector;

    @Override
    public Map<String, String> start() {
        try {
            folder = Files.createTempDirectory("millrace-tls");
            collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare", e);
        }
        Certificates certificates = new Certificates(Objects.requireNonNull(folder));
        HttpServer started = Objects.requireNonNull(collector);
        started.createContext("/v1/traces", exchange -> {
            exchange.getRequestBody().readAllBytes();
            System.setProperty(TRACES, "true");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        started.start();
        System.setProperty(FOLDER, String.valueOf(folder));
        Map<String, String> settings = new HashMap<>(broker.start());
        settings.put("quarkus.http.test-ssl-port", Integer.toString(freePort()));
        settings.put("quarkus.tls.key-store.p12.path", certificates.store("server").toString());
        settings.put("quarkus.tls.key-store.p12.password", Certificates.PASSWORD);
        settings.put("quarkus.tls.trust-store.p12.path", certificates.store("trust").toString());
        settings.put("quarkus.tls.trust-store.p12.password", Certificates.PASSWORD);
        settings.put("millrace.gateway.tls.client-certificate", "required");
        settings.put("quarkus.otel.sdk.disabled", "false");
        settings.put("quarkus.otel.exporter.otlp.protocol", "http/protobuf");
        settings.put("quarkus.otel.exporter.otlp.endpoint", "http://127.0.0.1:" + started.getAddress().getPort());
        settings.put("quarkus.otel.bsp.schedule.delay", "100ms");
        return settings;
    }

    @Override
    public void stop() {
        if (collector != null) {
            collector.stop(0);
        }
        if (folder != null) {
            TestFolders.delete(folder);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        }
    }
}
