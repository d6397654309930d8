package io.millrace.cluster.measure;

import io.millrace.testkit.capture.Capture;
import io.millrace.testkit.capture.Captures;
import io.millrace.testkit.capture.MillraceClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Sends the captured bodies round and round. White space behind a body makes it another request, and not a repeat. */
final class Load {
    private static final int NUMBER_BITS = 40;

    private final MillraceClient client;
    private final List<Capture> captures;
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    Load(MillraceClient client) {
        this.client = client;
        this.captures = Captures.all().stream().filter(Capture::isJson).toList();
    }

    /** Requests that were answered 200. */
    long sent() {
        return sent.get();
    }

    /** Requests that were not. */
    long refused() {
        return refused.get();
    }

    /** Sends with so many clients, each pausing so long behind each answer. */
    void run(int clients, Duration pause, Duration length) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        long end = System.nanoTime() + length.toNanos();
        for (int i = 0; i < clients; i++) {
            threads.execute(() -> {
                while (System.nanoTime() < end) {
                    sendNext();
                    LockSupport.parkNanos(pause.toNanos());
                }
            });
        }
        threads.shutdown();
        if (!threads.awaitTermination(length.toSeconds() + 60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("a client does not end");
        }
    }

    private void sendNext() {
        long number = numbers.getAndIncrement();
        Capture capture = captures.get((int) (number % captures.size()));
        StringBuilder space = new StringBuilder(NUMBER_BITS);
        for (int bit = 0; bit < NUMBER_BITS; bit++) {
            space.append((number >> bit & 1) == 0 ? ' ' : '\t');
        }
        byte[] body = capture.body();
        byte[] tail = space.toString().getBytes(StandardCharsets.US_ASCII);
        byte[] unique = new byte[body.length + tail.length];
        System.arraycopy(body, 0, unique, 0, body.length);
        System.arraycopy(tail, 0, unique, body.length, tail.length);
        try {
            Capture request = new Capture(
                    capture.scenario(), capture.name(), capture.signal(), capture.contentType(), null, false, unique);
            (client.send(request).statusCode() == 200 ? sent : refused).incrementAndGet();
        } catch (IOException e) {
            refused.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
