package io.millrace.gateway.http;

import io.millrace.gateway.config.GatewayConfig;
import io.millrace.gateway.connection.HeadTimers;
import io.netty.channel.Channel;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Puts the door before every route, and before it what times the heads of requests. */
@ApplicationScoped
class DoorFilter {
    private static final int BEFORE_EVERYTHING = 1_001;
    private static final int BEFORE_EVERY_ROUTE = 1_000;

    private final Door door;
    private final GatewayConfig config;

    DoorFilter(Door door, GatewayConfig config) {
        this.door = door;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        HeadTimers.install(config.connections().headTimeout());
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
