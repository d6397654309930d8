package io.millrace.normalizer.stage;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the directory is known; the channels report their own state. */
@Readiness
class NormalizerReadiness implements HealthCheck {
    private final NormalizerBeans beans;

    NormalizerReadiness(NormalizerBeans beans) {
        this.beans = beans;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("normalizer directory")
                .status(beans.isDirectoryReady())
                .build();
    }
}
