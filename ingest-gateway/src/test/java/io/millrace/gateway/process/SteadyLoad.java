package io.millrace.gateway.process;

import io.millrace.gateway.Export;
import io.millrace.gateway.RawConnection;
import io.millrace.gateway.RawReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that send one request after the other over connections that they keep. Like real ones they send again what was
 * answered with a retryable status, and lose what was not answered.
 */
final class SteadyLoad implements AutoCloseable {
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger taken = new AtomicInteger();
    private volatile boolean over;

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
        over = true;
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
        while (!over) {
            try (RawConnection connection = RawConnection.open(port)) {
                boolean open = true;
                while (open && !over) {
                    RawReply reply = connection.send(request).read();
                    if (reply.status() == 200) {
                        taken.incrementAndGet();
                    } else if (reply.status() != 503
                            || reply.header("Retry-After").isEmpty()) {
                        failures.add("status " + reply.status() + " " + reply.body());
                    }
                    open = !reply.header("Connection").equalsIgnoreCase("close");
                }
            } catch (RuntimeException e) {
                failures.add(String.valueOf(e.getCause()));
            }
        }
    }
}
