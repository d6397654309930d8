package io.millrace.console;

import io.quarkus.vertx.http.HttpServer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Where people and agents reach this installation. */
@Singleton
public class PublicUrl {
    /** How often the port is looked for until the server has told it. */
    private static final Duration LOOK = Duration.ofMillis(5);

    private final ConsoleConfig config;
    private final HttpServer server;

    PublicUrl(ConsoleConfig config, HttpServer server) {
        this.config = config;
        this.server = server;
    }

    /** The address without a slash at its end. To be asked for only once the HTTP server's port is known. */
    public String base() {
        String url = configured().orElseGet(this::local);
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /**
     * Returns when {@link #base} is certain. One event loop of several announces the start of the server, and another may
     * still be about to tell the port that the system chose. Waits, so not for an event loop.
     *
     * @param limit how long at most
     * @throws IllegalStateException if the port is not known by then
     * @throws InterruptedException if the thread is interrupted
     */
    public void await(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (configured().isEmpty() && server.getPort() <= 0 && server.getSecurePort() <= 0) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the HTTP server did not tell its port within " + limit);
            }
            Thread.sleep(LOOK.toMillis());
        }
    }

    private String local() {
        return server.getPort() <= 0 && server.getSecurePort() > 0
                ? "https://localhost:" + server.getSecurePort()
                : "http://localhost:" + server.getPort();
    }

    private Optional<String> configured() {
        return config.publicUrl().filter(text -> !text.isBlank());
    }

    /** Where an integration's clients send to; they append {@code /v1/<signal>}. */
    public String endpoint(String integrationId) {
        return base() + "/otlp/" + integrationId;
    }

    /** Whether browsers reach the console over TLS. */
    public boolean secure() {
        return base().startsWith("https://");
    }
}
