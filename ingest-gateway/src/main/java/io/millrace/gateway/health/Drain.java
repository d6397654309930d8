package io.millrace.gateway.health;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Whether the gateway is about to stop. From the signal on it is not ready and asks every client to close its connection with
 * the next reply; it goes on serving until the delay is over, so that no request meets a reset (ST-11, CON-4).
 */
@Singleton
public final class Drain {
    private static final Logger LOG = Logger.getLogger(Drain.class);

    private volatile boolean draining;

    /** Whether connections should be closed with their next reply. */
    public boolean isDraining() {
        return draining;
    }

    void begin(@Observes ShutdownDelayInitiatedEvent event) {
        draining = true;
        LOG.info("draining: not ready, connections close with their next reply");
    }
}
