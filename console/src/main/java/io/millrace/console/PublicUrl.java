package io.millrace.console;

import io.quarkus.vertx.http.HttpServer;
import jakarta.inject.Singleton;

/** Where people and agents reach this installation. */
@Singleton
public class PublicUrl {
    private final ConsoleConfig config;
    private final HttpServer server;

    PublicUrl(ConsoleConfig config, HttpServer server) {
        this.config = config;
        this.server = server;
    }

    /** The address without a slash at its end. To be asked for only once the HTTP server has started. */
    public String base() {
        String url = config.publicUrl().filter(text -> !text.isBlank()).orElse("http://localhost:" + server.getPort());
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
}
