package io.millrace.gateway.identity;

import io.millrace.gateway.metrics.GatewayMetrics;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Shows how late this gateway knows of a revocation. */
@Singleton
class DirectoryGauges {
    private static final double MILLIS_PER_SECOND = 1000;

    private final KnownDirectory directory;
    private final GatewayMetrics metrics;

    DirectoryGauges(KnownDirectory directory, GatewayMetrics metrics) {
        this.directory = directory;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        metrics.bound(
                "directory.age.seconds",
                "since the newest complete generation of the directory was published",
                directory,
                known -> seconds(known.freshness().age()));
        metrics.bound(
                "directory.delay.seconds",
                "from the publishing of the newest directory record until it was in effect here",
                directory,
                known -> seconds(known.freshness().delay()));
    }

    private static double seconds(Optional<Duration> duration) {
        return duration.map(known -> known.toMillis() / MILLIS_PER_SECOND).orElse(Double.NaN);
    }
}
