package io.millrace.gateway.ledger;

import io.millrace.gateway.metrics.GatewayMetrics;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;

/** Makes the ledger and starts to publish it. */
@Singleton
class LedgerBeans {

    @Produces
    @Singleton
    Ledger ledger() {
        return new Ledger(Clock.systemUTC(), UUID.randomUUID().toString());
    }

    @Produces
    @Singleton
    Outcomes outcomes(Ledger ledger, GatewayMetrics metrics) {
        return new Outcomes(ledger, metrics);
    }
}
