package io.millrace.sink.maintenance;

import io.millrace.sink.operator.Operator;
import io.millrace.sink.operator.Problem;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.Deletion;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** State of the tables, and runs on request. */
@Path("/api/maintenance")
@Operator
@Blocking
@Produces(MediaType.APPLICATION_JSON)
class MaintenanceResource {
    private static final int RECENT = 50;

    private final Maintenance maintenance;
    private final MaintenanceConfig config;

    MaintenanceResource(Maintenance maintenance, MaintenanceConfig config) {
        this.maintenance = maintenance;
        this.config = config;
    }

    /** The tables as they are now, and the last runs. */
    @GET
    public Response status() {
        List<StatusView.TableView> tables = new ArrayList<>();
        for (Signal signal : Signal.values()) {
            maintenance.maintainer().look(signal).ifPresent(state -> tables.add(view(signal, state)));
        }
        return Response.ok(new StatusView(config.enabled(), tables, recent())).build();
    }

    /** The last runs, newest first. */
    @GET
    @Path("/runs")
    public List<Object> runs() {
        return List.copyOf(recent());
    }

    /** One run: where it stands or what became of it. */
    @GET
    @Path("/runs/{id}")
    public Response run(@PathParam("id") String id) {
        return maintenance
                .runs()
                .find(id)
                .map(run -> Response.ok(run.view()).build())
                .orElseGet(() -> Problem.response(
                        Response.Status.NOT_FOUND, "This process knows no such run; it keeps the last ones only."));
    }

    /** Asks for runs; 202 with their ids. */
    @POST
    @Path("/runs")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response start(@Nullable RunRequest given) {
        RunRequest request = given == null ? new RunRequest(null, null, null, null) : given;
        Optional<Operation> operation = Arrays.stream(Operation.values())
                .filter(one -> one.word().equals(request.operation()))
                .findFirst();
        List<Signal> signals = Arrays.stream(Signal.values())
                .filter(one -> request.table() == null || one.tableName().equals(request.table()))
                .toList();
        if (operation.isEmpty() || signals.isEmpty()) {
            return Problem.response(
                    Response.Status.BAD_REQUEST,
                    "operation must be join, expire, orphans, retention, deletions, check or restore;"
                            + " table logs, metrics or spans.");
        }
        boolean dryRun = Boolean.TRUE.equals(request.dryRun());
        if (operation.get() == Operation.RESTORE) {
            return restore(signals, dryRun, request.metadata());
        }
        if (request.metadata() != null) {
            return Problem.response(Response.Status.BAD_REQUEST, "metadata is for restore only.");
        }
        return submitted(signals.stream()
                .map(signal -> maintenance.newRun(operation.get(), signal, dryRun))
                .toList());
    }

    /** Deletions on their way and done. */
    @GET
    @Path("/deletions")
    public Response deletions() {
        return Response.ok(maintenance.deletions().list()).build();
    }

    /** One deletion: how far it is. */
    @GET
    @Path("/deletions/{id}")
    public Response deletion(@PathParam("id") String id) {
        return maintenance.deletions().list().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .map(one -> Response.ok(one).build())
                .orElseGet(() -> Problem.response(Response.Status.NOT_FOUND, "There is no such deletion."));
    }

    /** Requests a deletion, which cannot be called back; or, as a dry run, counts its rows. 202 with its id or the runs. */
    @POST
    @Path("/deletions")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response delete(@Nullable DeletionRequest given) {
        DeletionRequest request = given == null ? DeletionRequest.OF_NOTHING : given;
        Deletion deletion;
        try {
            deletion = request.toDeletion(maintenance.now());
        } catch (IllegalArgumentException e) {
            return Problem.response(Response.Status.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
        if (Boolean.TRUE.equals(request.dryRun())) {
            return submitted(Arrays.stream(Signal.values())
                    .map(signal -> maintenance.newCount(deletion, signal))
                    .toList());
        }
        try {
            maintenance.deletions().request(deletion);
        } catch (IllegalStateException e) {
            return Problem.response(
                    Response.Status.SERVICE_UNAVAILABLE, "The deletion could not be published; request it again.");
        }
        maintenance.submit(Arrays.stream(Signal.values())
                .map(signal -> maintenance.newRun(Operation.DELETIONS, signal, false))
                .toList()); // if too many wait, the schedule sees to it
        return Response.accepted(Map.of("id", deletion.id())).build();
    }

    private Response restore(List<Signal> signals, boolean dryRun, @Nullable String metadata) {
        if (metadata != null && signals.size() != 1) {
            return Problem.response(Response.Status.BAD_REQUEST, "metadata is that of one table: name the table too.");
        }
        return submitted(signals.stream()
                .map(signal -> maintenance.newRestore(signal, dryRun, metadata))
                .toList());
    }

    private Response submitted(List<Run> runs) {
        if (!maintenance.submit(runs)) {
            return Problem.response(
                    Response.Status.SERVICE_UNAVAILABLE, "Too many runs wait; see millrace.maintenance.waiting-runs.");
        }
        return Response.accepted(runs.stream().map(Run::view).toList()).build();
    }

    private List<Run.View> recent() {
        return maintenance.runs().newestFirst().stream()
                .limit(RECENT)
                .map(Run::view)
                .toList();
    }

    private StatusView.TableView view(Signal signal, TableMaintainer.State state) {
        return new StatusView.TableView(
                signal.tableName(),
                state.facts(),
                state.holder().map(held -> held.holder()).orElse(null),
                state.holder().map(held -> held.until().toString()).orElse(null),
                maintenance.maintainer().halted(signal).orElse(null));
    }
}
