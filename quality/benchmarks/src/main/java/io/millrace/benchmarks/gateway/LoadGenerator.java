package io.millrace.benchmarks.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends export requests over keep-alive connections of this machine, as fast as they are answered or at a rate. At a rate the
 * time counts from when a request was due, so that a slow server does not hide its queue.
 */
public final class LoadGenerator {
    private static final byte[] LENGTH = "content-length: ".getBytes(US_ASCII);

    private final int port;
    private final List<byte[]> requests;

    /**
     * A load of these bodies.
     *
     * @param path path of the endpoint
     * @param authorization value of the header
     */
    LoadGenerator(int port, String path, String authorization, List<byte[]> bodies) {
        this.port = port;
        this.requests =
                bodies.stream().map(body -> request(path, authorization, body)).toList();
    }

    /**
     * What came of a run.
     *
     * @param ok requests answered 200
     * @param failed other answers and broken connections
     * @param seconds how long it took
     * @param latencyNanos of each request, sorted
     */
    @SuppressWarnings("ArrayRecordComponent") // read only
    record Result(int ok, int failed, double seconds, long[] latencyNanos) {
        double percentileMillis(double share) {
            return latencyNanos[(int) Math.min(latencyNanos.length - 1L, (long) (latencyNanos.length * share))] / 1e6;
        }

        double perSecond() {
            return ok / seconds;
        }
    }

    /**
     * Sends a load by hand.
     *
     * @param args port, path, authorization, file with the body, connections, requests per second (0: as fast as possible),
     *     seconds
     */
    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        LoadGenerator load = new LoadGenerator(
                Integer.parseInt(args[0]), args[1], args[2], List.of(Files.readAllBytes(Path.of(args[3]))));
        Result result = load.run(
                Integer.parseInt(args[4]), Double.parseDouble(args[5]), Duration.ofSeconds(Long.parseLong(args[6])));
        System.out.printf(
                "%d ok, %d failed, %.0f/s, p50 %.2f ms, p99 %.2f ms, max %.2f ms%n",
                result.ok(),
                result.failed(),
                result.perSecond(),
                result.percentileMillis(0.5),
                result.percentileMillis(0.99),
                result.percentileMillis(1));
    }

    /**
     * Runs for a time.
     *
     * @param perSecond requests per second of all connections together, 0 for as many as are answered
     */
    Result run(int connections, double perSecond, Duration time) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            long start = System.nanoTime();
            long end = start + time.toNanos();
            long gap = perSecond == 0 ? 0 : (long) (connections / perSecond * 1e9);
            List<Callable<Sender>> senders = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                senders.add(new Sender(i, start + (connections == 0 ? 0 : gap * i / connections), gap, end));
            }
            List<Sender> done = new ArrayList<>();
            for (Future<Sender> sender : threads.invokeAll(senders)) {
                done.add(sender.get());
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            long[] all = done.stream()
                    .flatMapToLong(sender -> Arrays.stream(sender.latencies, 0, sender.ok + sender.failed))
                    .sorted()
                    .toArray();
            return new Result(
                    done.stream().mapToInt(sender -> sender.ok).sum(),
                    done.stream().mapToInt(sender -> sender.failed).sum(),
                    seconds,
                    all);
        } finally {
            threads.shutdownNow();
        }
    }

    private static byte[] request(String path, String authorization, byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 512);
        out.writeBytes(("POST " + path + " HTTP/1.1\r\nHost: gateway\r\nAuthorization: " + authorization
                        + "\r\nContent-Type: application/json\r\nUser-Agent: OTel-OTLP-Exporter-JavaScript/0.208.0\r\n"
                        + "Content-Length: " + body.length + "\r\n\r\n")
                .getBytes(UTF_8));
        out.writeBytes(body);
        return out.toByteArray();
    }

    /** One connection. */
    private final class Sender implements Callable<Sender> {
        private final long gapNanos;
        private final long endNanos;
        private final byte[] buffer = new byte[8192];
        private int next;
        private long dueNanos;
        private long[] latencies = new long[1024];
        private int ok;
        private int failed;

        Sender(int number, long startNanos, long gapNanos, long endNanos) {
            this.next = number;
            this.dueNanos = startNanos;
            this.gapNanos = gapNanos;
            this.endNanos = endNanos;
        }

        @Override
        public Sender call() throws IOException {
            Socket socket = connect();
            while (System.nanoTime() < endNanos && dueNanos < endNanos) {
                while (gapNanos > 0 && System.nanoTime() < dueNanos) {
                    LockSupport.parkNanos(dueNanos - System.nanoTime());
                }
                long from = gapNanos > 0 ? dueNanos : System.nanoTime();
                socket.getOutputStream().write(requests.get(next++ % requests.size()));
                int status = readReply(socket.getInputStream());
                note(status == 200, System.nanoTime() - from);
                dueNanos += gapNanos;
                if (status < 0) {
                    socket.close();
                    socket = connect();
                }
            }
            socket.close();
            return this;
        }

        private Socket connect() throws IOException {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            return socket;
        }

        private void note(boolean succeeded, long nanos) {
            if (ok + failed == latencies.length) {
                latencies = Arrays.copyOf(latencies, 2 * latencies.length);
            }
            latencies[ok + failed] = nanos;
            if (succeeded) {
                ok++;
            } else {
                failed++;
            }
        }

        /** The status; negative if the connection is over. Replies are small and come in few reads. */
        private int readReply(InputStream in) throws IOException {
            int length = 0;
            int wanted = Integer.MAX_VALUE;
            while (length < wanted) {
                int count = in.read(buffer, length, buffer.length - length);
                if (count < 0) {
                    return -1;
                }
                length += count;
                wanted = wanted == Integer.MAX_VALUE ? replyLength(length) : wanted;
            }
            return (buffer[9] - '0') * 100 + (buffer[10] - '0') * 10 + buffer[11] - '0';
        }

        private int replyLength(int length) {
            int bodyLength = 0;
            for (int i = 0; i + 3 < length; i++) {
                if (buffer[i] == '\n' && isLength(i + 1)) {
                    for (int digit = i + 1 + LENGTH.length; Character.isDigit(buffer[digit]); digit++) {
                        bodyLength = bodyLength * 10 + buffer[digit] - '0';
                    }
                }
                if (buffer[i] == '\r' && buffer[i + 2] == '\r') {
                    return i + 4 + bodyLength;
                }
            }
            return Integer.MAX_VALUE;
        }

        private boolean isLength(int start) {
            for (int i = 0; i < LENGTH.length; i++) {
                if ((buffer[start + i] | 0x20) != (LENGTH[i] | 0x20)) {
                    return false;
                }
            }
            return true;
        }
    }
}
