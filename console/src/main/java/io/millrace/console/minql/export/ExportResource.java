package io.millrace.console.minql.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.console.access.Caller;
import io.millrace.console.minql.MinqlConfig;
import io.millrace.console.minql.report.ReportService;
import io.millrace.console.query.Problem;
import io.millrace.console.query.http.ProblemException;
import io.millrace.console.query.http.QueryCalls;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** Exports over HTTP. Each belongs to the user who asked for it. */
@Path("/api/exports")
@Blocking
class ExportResource {
    private final QueryCalls calls;
    private final ReportService reports;
    private final ExportJobs jobs;
    private final MinqlConfig config;

    ExportResource(QueryCalls calls, ReportService reports, ExportJobs jobs, MinqlConfig config) {
        this.calls = calls;
        this.reports = reports;
        this.jobs = jobs;
        this.config = config;
    }

    /** Begins an export of a report, or of the rows behind a mark of it. */
    @POST
    @Consumes("application/json")
    public Response create(byte[] body, @Context RoutingContext http) {
        Caller caller = calls.caller(http);
        JsonNode request = calls.body(body);
        ExportFormat format = ExportFormat.named(request.path("format").asText("csv"))
                .orElseThrow(() -> new ProblemException(Problem.badRequest("format is one of csv, json, parquet.")));
        ExportJob job = jobs.submit(caller, reports.exportable(caller, calls.queryId(request), request), format);
        return Response.accepted(view(job))
                .header(HttpHeaders.LOCATION, "/api/exports/" + job.id())
                .build();
    }

    /** The caller's exports. */
    @GET
    public Response list(@Context RoutingContext http) {
        Caller caller = calls.caller(http);
        return calls.ok(
                Map.of("items", jobs.list(caller).stream().map(this::view).toList()));
    }

    /** How far an export is. */
    @GET
    @Path("{id}")
    public Response get(@PathParam("id") String id, @Context RoutingContext http) {
        return calls.ok(view(find(calls.caller(http), id)));
    }

    /** The file of an export that is done. */
    @GET
    @Path("{id}/file")
    public Response file(@PathParam("id") String id, @Context RoutingContext http) {
        ExportJob job = find(calls.caller(http), id);
        if (job.state() != ExportJob.State.DONE) {
            throw new ProblemException(
                    Problem.of(409, "export-not-done", "The export is not done", "There is no file of it now."));
        }
        return Response.ok(job.file().toFile(), job.format().mediaType())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"report." + job.format().word() + "\"")
                .build();
    }

    /** Cancels an export, or removes its file. */
    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") String id, @Context RoutingContext http) {
        jobs.remove(find(calls.caller(http), id));
    }

    private ExportJob find(Caller caller, String id) {
        return jobs.find(caller, id)
                .orElseThrow(() -> new ProblemException(Problem.of(
                        404,
                        "no-such-export",
                        "There is no such export",
                        "You have asked for no export with this id.")));
    }

    private ExportView view(ExportJob job) {
        return ExportView.of(job, config.export().kept());
    }
}
