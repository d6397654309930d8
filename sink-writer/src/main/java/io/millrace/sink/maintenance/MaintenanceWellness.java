package io.millrace.sink.maintenance;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Whether the tables were as they should be after the last maintenance. */
@Wellness
@ApplicationScoped
class MaintenanceWellness implements HealthCheck {
    private final Maintenance maintenance;

    MaintenanceWellness(Maintenance maintenance) {
        this.maintenance = maintenance;
    }

    @Override
    public HealthCheckResponse call() {
        List<String> problems = maintenance.problems();
        return HealthCheckResponse.named("tables are as they should be after maintenance")
                .status(problems.isEmpty())
                .withData("problems", String.join("; ", problems))
                .build();
    }
}
