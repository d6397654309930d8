package io.millrace.gateway.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.gateway.Export;
import io.millrace.gateway.GatewayBroker;
import io.millrace.gateway.RawConnection;
import io.millrace.gateway.TestTenant;
import io.millrace.testkit.Eventually;
import io.millrace.testkit.TestBroker;
import io.millrace.testkit.process.JarProcess;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeBodiesProcessIT {
    private static final TestTenant TENANT = new TestTenant("large");
    private static final int CLIENTS = 24;
    private static final int BODY_BYTES = 64 * 1024 * 1024;
    /** Answers that tell the client what became of its data; 0 stands for a connection that ended behind an early answer. */
    private static final List<Integer> TOLD = List.of(200, 503, 0);

    @TempDir
    Path folder = Path.of("");

    @Test
    @DisplayName(
            "SIZE-8, SIZE-3: many clients with 64 MiB each, plain, chunked and gzip, on the heap of the smallest pod, 512 MB")
    void survivesLargeBodiesOfManyClientsAtOnce() {
        String bootstrap = TestBroker.shared().bootstrapServers();
        GatewayBroker.publish(bootstrap, 1, TENANT.records());
        byte[] body = body();
        List<byte[]> requests = List.of(
                Export.of(TENANT).body(body).bytes(),
                chunked(body),
                Export.of(TENANT)
                        .header("Content-Encoding", "gzip")
                        .body(Export.gzip(body))
                        .bytes());
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try (JarProcess gateway = Gateways.start(folder, "large", bootstrap, Map.of())) {
            gateway.awaitReady();

            List<CompletableFuture<Integer>> sent = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                byte[] request = requests.get(i % requests.size());
                sent.add(CompletableFuture.supplyAsync(() -> status(gateway.port(), request), threads));
            }
            List<Integer> statuses = sent.stream().map(CompletableFuture::join).toList();

            gateway.checkAlive();
            assertThat(gateway.output()).doesNotContain("OutOfMemoryError");
            assertThat(statuses).isSubsetOf(TOLD);
            Eventually.until(
                    "takes exports again",
                    Duration.ofSeconds(60),
                    () -> status(gateway.port(), Export.of(TENANT).bytes()) == 200);
        } finally {
            threads.shutdownNow();
        }
    }

    private static int status(int port, byte[] request) {
        try (RawConnection connection = RawConnection.open(port)) {
            try {
                connection.send(request);
            } catch (RuntimeException e) {
                return 0; // refused before it was sent to its end
            }
            return connection.read().status();
        } catch (RuntimeException e) {
            return 0;
        }
    }

    private static byte[] chunked(byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 1024);
        out.writeBytes(Export.of(TENANT).head("Transfer-Encoding: chunked\r\n").getBytes(UTF_8));
        out.writeBytes((Integer.toHexString(body.length) + "\r\n").getBytes(UTF_8));
        out.writeBytes(body);
        out.writeBytes("\r\n0\r\n\r\n".getBytes(UTF_8));
        return out.toByteArray();
    }

    /** Records of about a kilobyte up to the limit, each another one so that gzip stays within its ratio. */
    private static byte[] body() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(BODY_BYTES);
        java.util.Random random = new java.util.Random(1);
        String start = Export.logs("§").replace("§]}]}]}", "");
        String end = "]}]}]}";
        out.writeBytes(start.getBytes(UTF_8));
        byte[] text = new byte[300];
        while (out.size() < BODY_BYTES - 2_000) {
            random.nextBytes(text);
            String noise = java.util.HexFormat.of().formatHex(text);
            String record = "{\"timeUnixNano\":\"1700000000000000000\",\"body\":{\"stringValue\":\"" + noise + "\"}},";
            out.writeBytes(record.getBytes(UTF_8));
        }
        out.writeBytes(("{\"timeUnixNano\":\"1\"}" + end).getBytes(UTF_8));
        return out.toByteArray();
    }
}
