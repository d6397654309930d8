package io.millrace.gateway.http;

import io.millrace.gateway.config.GatewayConfig;
import io.millrace.gateway.connection.HeadTimers;
import io.netty.channel.Channel;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the door before every route, and before it what times the heads of requests. */
@ApplicationScoped
class DoorFilter {
    private static final int BEFORE_EVERYTHING = 1_001;
    private static final int BEFORE_EVERY_ROUTE = 1_000;

    private final Door door;
    private final GatewayConfig config;
    private final HttpServerOptions limits;

    DoorFilter(
            Door door,
            GatewayConfig config,
            @ConfigProperty(name = "quarkus.http.limits.max-initial-line-length", defaultValue = "4096") int line,
            @ConfigProperty(name = "quarkus.http.limits.max-header-size", defaultValue = "20K") MemorySize head,
            @ConfigProperty(name = "quarkus.http.limits.max-chunk-size", defaultValue = "8192") MemorySize chunk) {
        this.limits = new HttpServerOptions()
                .setMaxInitialLineLength(line)
                .setMaxHeaderSize((int) head.asLongValue())
                .setMaxChunkSize((int) chunk.asLongValue());
        this.door = door;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        HeadTimers.install(config.connections().headTimeout(), limits);
    }

    void install(@Observes Filters filters) {
        filters.register(DoorFilter::noteHead, BEFORE_EVERYTHING);
        filters.register(door::open, BEFORE_EVERY_ROUTE);
    }

    private static void noteHead(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.connection() instanceof ConnectionBase connection) {
            Channel channel = connection.channelHandlerContext().channel();
            HeadTimers.headRead(
                    channel,
                    request.version() == HttpVersion.HTTP_2 || request.headers().contains(HttpHeaders.UPGRADE));
            context.addEndHandler(end -> HeadTimers.replied(channel));
        }
        context.next();
    }
}
