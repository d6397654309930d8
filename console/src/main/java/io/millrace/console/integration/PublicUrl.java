package io.millrace.console.integration;

import io.millrace.console.ConsoleConfig;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where people and agents reach this installation. */
@Singleton
public class PublicUrl {
    private final ConsoleConfig config;
    private volatile int port;

    PublicUrl(ConsoleConfig config, @ConfigProperty(name = "quarkus.http.port", defaultValue = "8080") int port) {
        this.config = config;
        this.port = port;
    }

    /** The address without a slash at its end. Certain only once the HTTP server has started. */
    public String base() {
        String url = config.publicUrl().filter(text -> !text.isBlank()).orElse("http://localhost:" + port);
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** Where an integration's clients send to; they append {@code /v1/<signal>}. */
    public String endpoint(String integrationId) {
        return base() + "/otlp/" + integrationId;
    }

    /** Whether browsers reach the console over TLS. */
    public boolean secure() {
        return base().startsWith("https://");
    }

    /** Takes the port that the server really has, in case 0 was asked for. */
    public void started(HttpServerStart start) {
        port = start.options().getPort();
    }
}
