package io.millrace.sink;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Whether events reach the tables. Not readiness: with the catalog away the other stages of a process go on. */
@Wellness
@ApplicationScoped
class SinkWellness implements HealthCheck {
    private final Sink sink;

    SinkWellness(Sink sink) {
        this.sink = sink;
    }

    @Override
    public HealthCheckResponse call() {
        List<String> problems = sink.problems();
        return HealthCheckResponse.named("sink writes to the tables")
                .status(problems.isEmpty())
                .withData("problems", String.join("; ", problems))
                .build();
    }
}
