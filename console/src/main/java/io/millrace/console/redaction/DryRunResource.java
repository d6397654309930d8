package io.millrace.console.redaction;

import io.millrace.console.access.Access;
import io.millrace.console.access.Actor;
import io.millrace.console.access.Caller;
import io.millrace.console.access.CurrentActor;
import io.millrace.console.directory.AccountsDirectory;
import io.millrace.console.problem.Checks;
import io.millrace.console.problem.ProblemException;
import io.millrace.console.query.QueryOutcome;
import io.millrace.console.query.http.QueryCalls;
import io.millrace.console.store.IntegrationRow;
import io.millrace.redaction.CompiledPolicy;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.DirectoryRecord.KeyType;
import io.millrace.telemetry.directory.DirectoryRecord.Role;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tries a policy on data of an integration before it is set. */
@Path("/api/integrations/{id}/dry-run")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Access({Role.OWNER, Role.ADMIN})
class DryRunResource {
    private static final int MOST_RECORDS = 1_000;
    private static final int USUAL_RECORDS = 100;

    private final DryRuns runs;
    private final AccountsDirectory accounts;
    private final CurrentActor actor;

    DryRunResource(DryRuns runs, AccountsDirectory accounts, CurrentActor actor) {
        this.runs = runs;
        this.accounts = accounts;
        this.actor = actor;
    }

    /** What the policy would touch in the body of the request, or in the newest stored records. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response dryRun(@PathParam("id") String id, DryRunRequest request) {
        Actor asking = actor.get();
        IntegrationRow integration = integration(asking, id);
        Checks checks = new Checks();
        Signal signal = checks.oneOf(request.signal(), "signal", Signal.class);
        int limit = limit(request.limit(), checks);
        checks.done();
        CompiledPolicy policy = runs.compile(
                request.policy() == null ? integration.policy() : request.policy(), asking.organizationId());
        if (request.body() != null) {
            return Response.ok(runs.given(policy, signal, request.body().toString()))
                    .build();
        }
        Caller caller = new Caller(
                asking.organizationId(),
                asking.userId(),
                asking.role(),
                KeyType.ADMIN,
                Map.of(id, integration.referenceName()));
        DryRuns.Result result = runs.stored(policy, caller, id, signal, limit);
        if (result.outcome() instanceof QueryOutcome.Failed failed) {
            return QueryCalls.problem(failed.problem());
        }
        return Response.ok(result.answer().orElseThrow()).build();
    }

    private IntegrationRow integration(Actor asking, String id) {
        IntegrationRow row = accounts.snapshot().integrations().get(id);
        if (row == null || row.deletedAt() != null || !row.organizationId().equals(asking.organizationId())) {
            throw ProblemException.notFound("integration");
        }
        return row;
    }

    private static int limit(@Nullable Integer asked, Checks checks) {
        int limit = asked == null ? USUAL_RECORDS : asked;
        checks.that(limit >= 1 && limit <= MOST_RECORDS, "limit", "limit must be from 1 to " + MOST_RECORDS + ".");
        return limit;
    }
}
