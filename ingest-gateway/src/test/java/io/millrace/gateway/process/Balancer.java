package io.millrace.gateway.process;

import io.millrace.testkit.process.JarProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A small proxy: each connection goes to the next gateway that is ready, or to any that listens if none says so. */
final class Balancer implements AutoCloseable {
    private static final long LOOK_NANOS = 200_000_000;

    private final ServerSocket server;
    private final List<Integer> ports;
    private volatile List<Integer> ready;
    private int next;

    Balancer(List<Integer> ports) {
        this.ports = List.copyOf(ports);
        this.ready = this.ports;
        try {
            server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        }
        run(this::accept);
        run(this::look);
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing the balancer", e);
        }
    }

    private void look() {
        while (!server.isClosed()) {
            ready = ports.stream().filter(JarProcess::isReady).toList();
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket gateway = connect();
                if (gateway == null) {
                    client.close();
                    continue;
                }
                client.setTcpNoDelay(true);
                gateway.setTcpNoDelay(true);
                run(() -> pump(client, gateway));
                run(() -> pump(gateway, client));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private @Nullable Socket connect() {
        List<Integer> readyPorts = ready;
        List<Integer> targets = readyPorts.isEmpty() ? ports : readyPorts;
        next++;
        for (int i = 0; i < targets.size(); i++) {
            Socket socket = connect(targets.get(Math.floorMod(next + i, targets.size())));
            if (socket != null) {
                return socket;
            }
        }
        return null;
    }

    private static @Nullable Socket connect(int port) {
        try {
            return new Socket(InetAddress.getLoopbackAddress(), port);
        } catch (IOException e) {
            return null; // gone since the last look
        }
    }

    private static void pump(Socket from, Socket to) {
        byte[] buffer = new byte[16 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            // one side is gone, and so is the other
        }
    }

    private static void run(Runnable task) {
        Thread thread = new Thread(task, "balancer");
        thread.setDaemon(true);
        thread.start();
    }
}
