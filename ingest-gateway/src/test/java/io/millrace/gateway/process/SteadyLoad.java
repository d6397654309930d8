package io.millrace.gateway.process;

import io.millrace.gateway.Export;
import io.millrace.gateway.RawConnection;
import io.millrace.gateway.RawReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that send one request after the other over connections that they keep. Like real ones they wait as a
 * {@code Retry-After} says and send again; what is answered otherwise or not at all is lost.
 */
final class SteadyLoad implements AutoCloseable {
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger taken = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);

    SteadyLoad(int port, int clients, Export export) {
        byte[] request = export.bytes();
        for (int i = 0; i < clients; i++) {
            Thread thread = new Thread(() -> send(port, request), "client-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    int taken() {
        return taken.get();
    }

    /** What went wrong, one line for each request that a client would lose. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        over.countDown();
        for (Thread thread : threads) {
            try {
                thread.join(30_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void send(int port, byte[] request) {
        boolean goOn = true;
        while (goOn) {
            try (RawConnection connection = RawConnection.open(port)) {
                boolean open = true;
                while (open && goOn) {
                    RawReply reply = connection.send(request).read();
                    open = !reply.header("Connection").equalsIgnoreCase("close");
                    goOn = goesOnAfter(reply);
                }
            } catch (RuntimeException e) {
                failures.add(String.valueOf(e.getCause()));
                goOn = goesOnIn(1);
            }
        }
    }

    private boolean goesOnAfter(RawReply reply) {
        String retryAfter = reply.header("Retry-After");
        if (reply.status() == 503 && !retryAfter.isEmpty()) {
            return goesOnIn(Long.parseLong(retryAfter));
        }
        if (reply.status() == 200) {
            taken.incrementAndGet();
        } else {
            failures.add("status " + reply.status() + " " + reply.body());
        }
        return goesOnIn(0);
    }

    private boolean goesOnIn(long seconds) {
        try {
            return !over.await(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
