package io.millrace.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.telemetry.Signal;
import io.millrace.testkit.Eventually;
import io.millrace.testkit.capture.Capture;
import io.millrace.testkit.capture.MillraceClient;
import io.millrace.testkit.process.StandaloneProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: after SIGKILL in the middle of a send, every record that was answered 200 is there once. */
class KillProcessIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int SENDERS = 4;
    private static final int ACKNOWLEDGED_BEFORE_THE_KILL = 60;
    private static final int RECORDS_PER_REQUEST = 3;
    private static final int ROUNDS = Integer.getInteger("millrace.kill-rounds", 2);

    @TempDir
    Path folder;

    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicInteger numbers = new AtomicInteger();

    @Test
    @DisplayName("DUR-5")
    void keepsEveryAcknowledgedRecordOnceOverKills() throws Exception {
        Path data = folder.resolve("data");
        try (StandaloneProcess process = StandaloneProcess.start(Path.of(System.getProperty("millrace.jar")), data)) {
            MillraceClient client = MillraceClient.of(data);
            for (int round = 0; round < ROUNDS; round++) {
                sendUntilKilled(process, client);
                process.restart();
            }
            Eventually.until(
                    "all acknowledged records stored",
                    LIMIT,
                    () -> stored(client).keySet().containsAll(acknowledged));

            Map<String, Long> stored = stored(client);

            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ACKNOWLEDGED_BEFORE_THE_KILL * ROUNDS);
            assertThat(stored.values())
                    .as("records of each stored request, acknowledged or not")
                    .allMatch(count -> count == RECORDS_PER_REQUEST);
        }
    }

    private void sendUntilKilled(StandaloneProcess process, MillraceClient client) throws Exception {
        CountDownLatch enough = new CountDownLatch(ACKNOWLEDGED_BEFORE_THE_KILL);
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        for (int i = 0; i < SENDERS; i++) {
            senders.execute(() -> sendUntilRefused(client, enough));
        }
        assertThat(enough.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        process.kill();
        senders.shutdown();
        assertThat(senders.awaitTermination(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }

    private void sendUntilRefused(MillraceClient client, CountDownLatch enough) {
        while (true) {
            String session = "kill-" + numbers.incrementAndGet();
            try {
                int status = client.send(request(session)).statusCode();
                if (status == 200) {
                    acknowledged.add(session);
                    enough.countDown();
                }
            } catch (IOException e) {
                return; // the process is gone
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static Map<String, Long> stored(MillraceClient client) {
        try {
            Map<String, Long> stored = new HashMap<>();
            JsonNode rows = client.sql("select session_id, count(*) from logs group by 1");
            rows.forEach(row -> stored.put(row.get(0).asText(), row.get(1).asLong()));
            return stored;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static Capture request(String session) {
        StringBuilder records = new StringBuilder();
        for (int i = 0; i < RECORDS_PER_REQUEST; i++) {
            records.append(i == 0 ? "" : ",")
                    .append(
                            "{\"timeUnixNano\":\"1795384564042000000\",\"body\":{\"stringValue\":\"claude_code.api_request\"},")
                    .append("\"attributes\":[{\"key\":\"session.id\",\"value\":{\"stringValue\":\"")
                    .append(session)
                    .append("\"}},{\"key\":\"event.sequence\",\"value\":{\"intValue\":")
                    .append(i)
                    .append("}}]}");
        }
        String body = "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[" + records + "]}]}]}";
        return new Capture("kill", session, Signal.LOGS, "application/json", null, false, body.getBytes(UTF_8));
    }
}
