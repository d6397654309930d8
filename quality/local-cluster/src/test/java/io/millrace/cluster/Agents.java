package io.millrace.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.telemetry.Signal;
import io.millrace.testkit.Eventually;
import io.millrace.testkit.capture.Capture;
import io.millrace.testkit.capture.MillraceClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Agents that send through the balancer as real clients do: one request after the other, the same bytes again after 429, 502, 503
 * and 504 for ten seconds in all, nothing again after a reset. Each request has a session id of its own.
 */
final class Agents implements AutoCloseable {
    static final int RECORDS_PER_REQUEST = 3;

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int SENDERS = 4;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long STOP_SECONDS = 60;

    private final MillraceClient client;
    private final String prefix;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicBoolean going = new AtomicBoolean(true);
    private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS);

    private Agents(MillraceClient client, String prefix) {
        this.client = client;
        this.prefix = prefix;
    }

    /** Starts them. */
    static Agents start(MillraceClient client, String prefix) {
        Agents agents = new Agents(client, prefix);
        for (int i = 0; i < SENDERS; i++) {
            agents.senders.execute(agents::run);
        }
        return agents;
    }

    /** What their session ids start with. */
    String prefix() {
        return prefix;
    }

    /** Session ids of the requests that were answered 200. */
    Set<String> acknowledged() {
        return acknowledged;
    }

    /** What became of the requests that were not, in words. */
    Queue<String> failures() {
        return failures;
    }

    /** Returns once that many more requests were answered 200. */
    void awaitMore(int more) {
        int wanted = acknowledged.size() + more;
        Eventually.until(more + " more requests are acknowledged", LIMIT, () -> acknowledged.size() >= wanted);
    }

    /** Stops sending; returns when the last answer is there. */
    void stop() {
        going.set(false);
        senders.shutdown();
        try {
            if (!senders.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("an agent waits for an answer for more than " + STOP_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while agents stop", e);
        }
    }

    @Override
    public void close() {
        going.set(false);
        senders.shutdownNow();
    }

    private void run() {
        while (going.get()) {
            String session = prefix + "-" + numbers.incrementAndGet();
            send(session);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void send(String session) {
        Capture request = request(session);
        long giveUp = System.nanoTime() + PATIENCE_NANOS;
        try {
            while (true) {
                HttpResponse<String> answer = client.send(request);
                if (answer.statusCode() == 200) {
                    acknowledged.add(session);
                    return;
                }
                if (!retryable(answer.statusCode()) || System.nanoTime() > giveUp) {
                    failures.add(session + " answered " + answer.statusCode());
                    return;
                }
                long seconds = answer.headers().firstValueAsLong("Retry-After").orElse(1);
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
            }
        } catch (IOException e) {
            failures.add(session + " " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean retryable(int status) {
        return status == 429 || status == 502 || status == 503 || status == 504;
    }

    /** A request of some records with that session id. */
    static Capture request(String session) {
        StringBuilder records = new StringBuilder();
        for (int i = 0; i < RECORDS_PER_REQUEST; i++) {
            records.append(i == 0 ? "" : ",")
                    .append("{\"timeUnixNano\":\"1795384564042000000\",")
                    .append("\"body\":{\"stringValue\":\"claude_code.api_request\"},")
                    .append("\"attributes\":[{\"key\":\"session.id\",\"value\":{\"stringValue\":\"")
                    .append(session)
                    .append("\"}},{\"key\":\"event.sequence\",\"value\":{\"intValue\":")
                    .append(i)
                    .append("}}]}");
        }
        String body = "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[" + records + "]}]}]}";
        return new Capture("agents", session, Signal.LOGS, "application/json", null, true, body.getBytes(UTF_8));
    }
}
