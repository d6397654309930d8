package io.millrace.cluster.process;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/** Whether a process may be used. */
@FunctionalInterface
public interface Readiness {
    /** Milliseconds to connect, and again to read. */
    int PATIENCE_MILLIS = 2_000;

    /** Asks now; false while it does not answer. */
    boolean now();

    /** Ready when somebody listens there. */
    static Readiness port(String host, int port) {
        return () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
                return true;
            } catch (IOException e) {
                return false;
            }
        };
    }

    /** Ready when the path is answered with 200. */
    static Readiness http(int port, String path) {
        return () -> {
            try {
                HttpURLConnection connection = (HttpURLConnection)
                        URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
                connection.setConnectTimeout(PATIENCE_MILLIS);
                connection.setReadTimeout(PATIENCE_MILLIS);
                return connection.getResponseCode() == 200;
            } catch (IOException e) {
                return false;
            }
        };
    }
}
