package io.millrace.gateway.start;

import io.millrace.gateway.config.GatewayConfig;
import io.millrace.gateway.config.KafkaSettings;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Refuses to start where limits do not fit together, and says which do not. A broker that is away at the start is asked again
 * until it answers; until then, and if its limits do not fit then, the gateway is not ready.
 */
@Singleton
public final class StartCheck {
    private static final Logger LOG = Logger.getLogger(StartCheck.class);
    private static final Duration AT_START = Duration.ofSeconds(10);
    private static final long PAUSE_SECONDS = 2;

    private final GatewayConfig config;
    private final Optional<MemorySize> serverMaxBody;
    private final Duration serverIdleTimeout;
    private final Cluster cluster;
    private final ScheduledExecutorService again;
    private volatile boolean fits;

    StartCheck(
            GatewayConfig config,
            KafkaSettings kafka,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") Optional<MemorySize> serverMaxBody,
            @ConfigProperty(name = "quarkus.http.idle-timeout") Duration serverIdleTimeout) {
        this.config = config;
        this.serverMaxBody = serverMaxBody;
        this.serverIdleTimeout = serverIdleTimeout;
        this.cluster =
                new Cluster(kafka.common("check"), config.kafka().maxRecord().asLongValue());
        this.again = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "gateway-check");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Whether the broker was asked and takes what the gateway sends. */
    public boolean fits() {
        return fits;
    }

    void check(@Observes @Priority(1) StartupEvent event) {
        refuse(OwnLimits.problems(
                config, serverMaxBody.map(MemorySize::asLongValue).orElse(Long.MAX_VALUE), serverIdleTimeout));
        try {
            refuse(cluster.problems(AT_START));
            fits = true;
        } catch (Cluster.Unreachable e) {
            LOG.warnf("the broker does not answer yet; not ready until it does: %s", e.getMessage());
            askAgain();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        again.shutdownNow();
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new IllegalStateException("the gateway does not start: " + String.join("; ", problems));
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the task reports and schedules itself
    private void askAgain() {
        again.schedule(this::ask, PAUSE_SECONDS, TimeUnit.SECONDS);
    }

    private void ask() {
        try {
            List<String> problems = cluster.problems(AT_START);
            fits = problems.isEmpty();
            if (!fits) {
                LOG.errorf("limits do not fit together, not ready: %s", String.join("; ", problems));
            }
        } catch (Cluster.Unreachable e) {
            LOG.debugf("the broker does not answer yet: %s", e.getMessage());
        } catch (RuntimeException e) { // whatever the client throws, the check goes on
            LOG.warnf("looking at the topics failed: %s", e.getClass().getSimpleName());
        }
        if (!fits && !again.isShutdown()) {
            askAgain();
        }
    }
}
