package io.millrace.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compose's balancer, run for real before servers that tell what reached them. */
class ComposeBalancerTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @TempDir
    Path folder;

    private HttpServer gateway;
    private HttpServer console;
    private Process balancer;
    private int port;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Repository.program("haproxy").isPresent(), "skipped: haproxy is not installed on this machine");
        gateway = server("gateway");
        console = server("console");
        port = freePort();
        Path file = folder.resolve("haproxy.cfg");
        Files.writeString(file, configuration());
        balancer = new ProcessBuilder("haproxy", "-db", "-f", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        awaitReady();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (balancer != null) {
            balancer.destroyForcibly();
            assertThat(balancer.waitFor(1, TimeUnit.MINUTES)).isTrue();
            gateway.stop(0);
            console.stop(0);
        }
    }

    @Test
    void onlyWhatPeopleAndAgentsMayReachIsReached() throws IOException {
        for (PublicPaths.Reached reached : PublicPaths.ALL) {
            assertThat(status(reached.path())).as(reached.path()).isEqualTo("200 " + reached.stage());
        }
        for (String inside : PublicPaths.INSIDE) {
            assertThat(status(inside)).as(inside).startsWith("404");
        }
    }

    @Test
    void whoSendsAndFromWhereIsNotTheClientsToSay() throws IOException {
        String fields = List.of(
                        "X-Forwarded-For: 203.0.113.9",
                        "X-Forwarded-Host: evil",
                        "Forwarded: for=203.0.113.9",
                        "X-Scope-OrgID: other",
                        "X-Tenant-Id: other")
                .stream()
                .map(field -> field + "\r\n")
                .collect(Collectors.joining());

        String answer = ask("/api/session", fields);

        assertThat(answer).contains("X-forwarded-for=[127.0.0.1]").doesNotContain("203.0.113.9", "evil", "other");
    }

    private String configuration() {
        return Repository.read("deploy/compose/haproxy.cfg")
                .replace("bind :8080", "bind 127.0.0.1:" + port)
                .replaceAll("    fd-hard-limit .*", "    maxconn 100")
                .replaceAll("server-template gateway .*", "server gateway-1 127.0.0.1:" + port(gateway))
                .replaceAll("server-template console .*", "server console-1 127.0.0.1:" + port(console));
    }

    private String status(String path) throws IOException {
        String answer = ask(path, "");
        String code = answer.substring(answer.indexOf(' ') + 1, answer.indexOf(' ') + 4);
        return code.equals("200") ? code + " " + answer.lines().reduce("", (one, next) -> next) : code;
    }

    private String ask(String path, String fields) throws IOException {
        try (Socket socket = new Socket(HERE, port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: millrace.example.com\r\n" + fields
                                    + "Connection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void awaitReady() throws IOException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (System.nanoTime() < end) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(HERE, port), 1_000);
                return;
            } catch (IOException e) {
                if (!balancer.isAlive()) {
                    throw new AssertionError("the balancer ended: " + Files.readString(folder.resolve("log")), e);
                }
                Thread.onSpinWait();
            }
        }
        throw new AssertionError("the balancer does not listen");
    }

    private static HttpServer server(String name) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(HERE, 0), 0);
        server.createContext("/", exchange -> {
            String text = exchange.getRequestHeaders().entrySet() + "\n" + name;
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static int port(HttpServer server) {
        return server.getAddress().getPort();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, HERE)) {
            return socket.getLocalPort();
        }
    }
}
