package io.millrace.gateway.http;

import io.millrace.gateway.body.ByteBudget;
import io.millrace.gateway.config.GatewayConfig;
import io.millrace.gateway.export.ExportHandler;
import io.millrace.gateway.health.Drain;
import io.millrace.gateway.identity.Authenticator;
import io.millrace.gateway.ledger.Outcomes;
import io.millrace.gateway.publish.RawTopics;
import io.millrace.gateway.quota.Quotas;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Puts the HTTP side together. */
@Singleton
class HttpBeans {

    @Produces
    @Singleton
    Replies replies() {
        return new Replies(new Random());
    }

    @Produces
    @Singleton
    Door door(
            Vertx vertx,
            GatewayConfig config,
            Authenticator authenticator,
            Quotas quotas,
            RawTopics rawTopics,
            ByteBudget budget,
            ExportHandler exports,
            Replies replies,
            Outcomes outcomes,
            Drain drain) {
        RandomGenerator random = new Random();
        int maxBytes = Math.toIntExact(config.body().maxBytes().asLongValue());
        return new Door(
                vertx,
                new HeadCheck(authenticator, quotas, rawTopics, maxBytes),
                budget,
                maxBytes,
                config.body().timeout(),
                new Answers(vertx, replies, new Refusals(outcomes, authenticator)),
                new Exports(vertx, exports, replies, outcomes),
                outcomes,
                new Connections(
                        drain,
                        new ConnectionAges(
                                Clock.systemUTC(), config.connections().maxAge(), random)));
    }
}
