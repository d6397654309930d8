package io.millrace.gateway.http;

import io.millrace.gateway.config.GatewayConfig;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;

/** Asks clients for a certificate where the configuration says so; the server's own setting is fixed when it is built. */
@ApplicationScoped
class TlsClients implements HttpServerOptionsCustomizer {
    private final GatewayConfig config;

    TlsClients(GatewayConfig config) {
        this.config = config;
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        options.setClientAuth(
                switch (config.tls().clientCertificate()) {
                    case NONE -> ClientAuth.NONE;
                    case REQUESTED -> ClientAuth.REQUEST;
                    case REQUIRED -> ClientAuth.REQUIRED;
                });
    }
}
