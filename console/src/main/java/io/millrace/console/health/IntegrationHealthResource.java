package io.millrace.console.health;

import io.millrace.console.access.Access;
import io.millrace.console.access.CurrentActor;
import io.millrace.console.problem.ProblemException;
import io.millrace.console.store.Activity;
import io.millrace.console.store.Database;
import io.millrace.console.store.IntegrationRow;
import io.millrace.console.store.Integrations;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.Identifier;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;

/** What arrives at an integration, over HTTP. */
@Path("/api/integrations/{id}/health")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Access
class IntegrationHealthResource {
    private final Database database;
    private final RecentRates rates;
    private final CurrentActor actor;
    private final Clock clock;

    IntegrationHealthResource(
            Database database, RecentRates rates, CurrentActor actor, @Identifier("console") Clock clock) {
        this.database = database;
        this.rates = rates;
        this.actor = actor;
        this.clock = clock;
    }

    /** Its health. */
    @GET
    public IntegrationHealth health(@PathParam("id") String id) {
        return database.read(db -> {
            IntegrationRow integration = Integrations.find(db, actor.get().organizationId(), id)
                    .orElseThrow(() -> ProblemException.notFound("integration"));
            return IntegrationHealth.of(
                    integration.enabled(),
                    Activity.of(db, id),
                    signal -> rates.sum(id, signal),
                    Activity.clients(db, id, IntegrationHealth.Client::new),
                    clock.instant());
        });
    }
}
