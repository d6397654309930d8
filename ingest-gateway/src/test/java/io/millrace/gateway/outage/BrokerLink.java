package io.millrace.gateway.outage;

import io.millrace.gateway.outage.LinkState.State;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** The network between the gateway and its broker, which can be frozen or cut. */
final class BrokerLink implements AutoCloseable {
    private static final long LOOK_NANOS = 5_000_000;

    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile int targetPort;

    BrokerLink() {
        try {
            server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        }
        LinkState.set(State.OPEN);
    }

    int port() {
        return server.getLocalPort();
    }

    void start(int brokerPort) {
        targetPort = brokerPort;
        run(this::accept);
        run(this::watch);
    }

    @Override
    public void close() throws IOException {
        server.close();
        closeAll();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                if (LinkState.get() == State.CUT) {
                    client.close();
                    continue;
                }
                Socket broker = new Socket(InetAddress.getLoopbackAddress(), targetPort);
                open.add(client);
                open.add(broker);
                run(() -> pump(client, broker));
                run(() -> pump(broker, client));
            } catch (IOException e) {
                // closed, or the broker is away
            }
        }
    }

    private void watch() {
        while (!server.isClosed()) {
            LockSupport.parkNanos(LOOK_NANOS);
            if (LinkState.get() == State.CUT) {
                closeAll();
            }
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[64 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                while (LinkState.get() == State.FROZEN && !server.isClosed()) {
                    LockSupport.parkNanos(LOOK_NANOS);
                }
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            // cut
        }
    }

    private void closeAll() {
        open.forEach(socket -> {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException("closing a link", e);
            }
        });
        open.clear();
    }

    private static void run(Runnable task) {
        Thread thread = new Thread(task, "broker-link");
        thread.setDaemon(true);
        thread.start();
    }
}
