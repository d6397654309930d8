package io.millrace.console.health;

import io.millrace.console.directory.DirectoryPublisher;
import io.millrace.console.store.Database;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the accounts can be read and the other stages have been told of them. */
@Readiness
@Singleton
@Blocking
class AccountsReadiness implements HealthCheck {
    private final Database database;
    private final DirectoryPublisher publisher;

    AccountsReadiness(Database database, DirectoryPublisher publisher) {
        this.database = database;
        this.publisher = publisher;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("console accounts")
                .status(publisher.published() && database.answers())
                .build();
    }
}
