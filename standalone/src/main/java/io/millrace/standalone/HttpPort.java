package io.millrace.standalone;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks whether the port is free before anything is made: the server itself would find out only at the end of the start. */
final class HttpPort {
    private static final String PORT = "quarkus.http.port";
    private static final String DEFAULT = "8080";
    private static final int MAX_PORT = 65_535;

    private HttpPort() {}

    /**
     * Checks it.
     *
     * @param given settings that were given, null where none was
     * @throws IllegalStateException if the port is none or is in use
     */
    static void check(Function<String, @Nullable String> given) {
        String port = given.apply(PORT);
        if (isDecidedElsewhere(given, port)) {
            return;
        }
        int number = number(port == null ? DEFAULT : port);
        String host = given.apply("quarkus.http.host");
        if (number > 0 && host == null && isInUse(number)) {
            throw new IllegalStateException("port " + number + " is used by another process: stop that one, or set"
                    + " QUARKUS_HTTP_PORT to a free port");
        }
    }

    /** Where the server does not listen here, or knows the port from what is not read here: then it finds out by itself. */
    private static boolean isDecidedElsewhere(Function<String, @Nullable String> given, @Nullable String port) {
        return "disabled".equalsIgnoreCase(given.apply("quarkus.http.insecure-requests"))
                || given.apply("quarkus.config.locations") != null
                || given.apply("%prod." + PORT) != null
                || given.apply("_prod." + PORT) != null // as the environment writes it
                || (port == null ? isConfiguredInAFile() : port.contains("${"));
    }

    private static boolean isConfiguredInAFile() {
        return Files.exists(Path.of("config", "application.properties")) || Files.exists(Path.of(".env"));
    }

    private static int number(String port) {
        try {
            int number = Integer.parseInt(port.strip());
            if (number >= 0 && number <= MAX_PORT) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalStateException("QUARKUS_HTTP_PORT must be a number from 0 to " + MAX_PORT + ", not " + port);
    }

    private static boolean isInUse(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            return false;
        } catch (IOException e) {
            return e instanceof BindException && String.valueOf(e.getMessage()).contains("in use");
        }
    }
}
