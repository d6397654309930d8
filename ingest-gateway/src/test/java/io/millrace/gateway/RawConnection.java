package io.millrace.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.restassured.RestAssured;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.HashMap;
import java.util.Map;

/** One TCP connection to the gateway under test: exactly these bytes out, whatever comes back in. */
public final class RawConnection implements AutoCloseable {
    private static final int READ_TIMEOUT_MILLIS = 30_000;

    private final Socket socket;
    private final InputStream in;

    private RawConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(READ_TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Connects to the application under test. */
    public static RawConnection open() {
        return open(RestAssured.port);
    }

    /** Connects to a port of this machine. */
    public static RawConnection open(int port) {
        try {
            return new RawConnection(port);
        } catch (IOException e) {
            throw new UncheckedIOException("connecting to the gateway", e);
        }
    }

    /** Sends text, each character a byte. */
    public RawConnection send(String text) {
        return send(text.getBytes(ISO_8859_1));
    }

    /** Sends bytes. */
    public RawConnection send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("sending to the gateway", e);
        }
    }

    /** Reads the next reply that has no body, whatever its length says. */
    public RawReply readHead() {
        try {
            return head();
        } catch (IOException e) {
            throw new UncheckedIOException("reading from the gateway", e);
        }
    }

    /** Reads until the gateway closes the connection. */
    public String readAll() {
        try {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from the gateway", e);
        }
    }

    /** Reads the next reply. */
    public RawReply read() {
        try {
            RawReply head = head();
            String length = head.header("Content-Length");
            byte[] body = in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
            return new RawReply(head.status(), head.headers(), new String(body, UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from the gateway", e);
        }
    }

    /** Whether the gateway has closed the connection and sends nothing more; waits for either. */
    public boolean isAtEnd() {
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true; // a reset is an end, too
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing a connection", e);
        }
    }

    private RawReply head() throws IOException {
        String statusLine = line();
        Map<String, String> headers = new HashMap<>();
        for (String field = line(); !field.isEmpty(); field = line()) {
            int colon = field.indexOf(':');
            headers.put(field.substring(0, colon), field.substring(colon + 1).strip());
        }
        return new RawReply(Integer.parseInt(statusLine.split(" ", 3)[1]), headers, "");
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("connection closed by the gateway after: " + line);
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
