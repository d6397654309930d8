package io.millrace.gateway.health;

import io.millrace.gateway.identity.KnownDirectory;
import io.millrace.gateway.publish.KafkaLink;
import io.millrace.gateway.start.StartCheck;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once the directory is read and the raw topics are known and fit. A broker that is slow or gone later does not make it
 * unready: all gateways share it, and a 503 with {@code Retry-After} tells a client more than a balancer without targets.
 */
@Readiness
class GatewayReadiness implements HealthCheck {
    private final KnownDirectory directory;
    private final KafkaLink kafka;
    private final StartCheck limits;

    GatewayReadiness(KnownDirectory directory, KafkaLink kafka, StartCheck limits) {
        this.limits = limits;
        this.directory = directory;
        this.kafka = kafka;
    }

    @Override
    public HealthCheckResponse call() {
        boolean directoryRead = directory.state().isPresent();
        return HealthCheckResponse.named("gateway")
                .status(directoryRead && kafka.isWarm() && limits.fits())
                .withData("directoryRead", directoryRead)
                .withData("rawTopicsKnown", kafka.isWarm())
                .withData("limitsFit", limits.fits())
                .withData("brokerAnswers", !kafka.rawTopics().isUnavailable())
                .build();
    }
}
