package io.millrace.gateway.body;

import io.millrace.gateway.config.GatewayConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the one budget of the gateway. */
@Singleton
class BodyBeans {

    @Produces
    @Singleton
    ByteBudget budget(GatewayConfig config) {
        return new ByteBudget(config.memory().inFlight().asLongValue());
    }
}
