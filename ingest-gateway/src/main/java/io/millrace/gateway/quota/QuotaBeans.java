package io.millrace.gateway.quota;

import io.millrace.gateway.config.GatewayConfig;
import io.millrace.gateway.metrics.GatewayMetrics;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the gateway's quotas. */
@Singleton
class QuotaBeans {

    @Produces
    @Singleton
    Quotas quotas(GatewayConfig config, GatewayMetrics metrics) {
        return new Quotas(config.quota(), metrics::quotaNotice, System::nanoTime);
    }
}
