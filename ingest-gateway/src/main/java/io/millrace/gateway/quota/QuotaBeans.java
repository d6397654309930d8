package io.millrace.gateway.quota;

import io.millrace.gateway.config.GatewayConfig;
import io.millrace.gateway.identity.Attribution;
import io.millrace.gateway.ledger.Outcomes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the gateway's quotas. */
@Singleton
class QuotaBeans {

    @Produces
    @Singleton
    Quotas quotas(GatewayConfig config, Outcomes outcomes) {
        return new Quotas(
                config.quota(),
                (sender, signal, limit) -> outcomes.noticed(Attribution.of(sender), signal, limit.wireName()),
                System::nanoTime);
    }
}
