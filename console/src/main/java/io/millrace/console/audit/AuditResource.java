package io.millrace.console.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.millrace.console.access.Access;
import io.millrace.console.access.CurrentActor;
import io.millrace.console.problem.Checks;
import io.millrace.console.store.AuditEntry;
import io.millrace.console.store.AuditLog;
import io.millrace.console.store.AuditQuery;
import io.millrace.console.store.Database;
import io.millrace.telemetry.directory.DirectoryRecord.Role;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The audit log, for owners: who did what, when, from where. */
@Path("/api/audit")
@Blocking
@Access(Role.OWNER)
class AuditResource {
    private static final int MOST = 200;
    private static final int CHUNK = 500;

    private final Database database;
    private final CurrentActor actor;
    private final ObjectWriter json;

    AuditResource(Database database, CurrentActor actor, ObjectMapper json) {
        this.database = database;
        this.actor = actor;
        this.json = json.writer();
    }

    /** Entries, newest first. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public AuditPage list(
            @QueryParam("limit") @DefaultValue("50") int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @BeanParam AuditFilter filter) {
        Checks checks = new Checks();
        checks.that(limit >= 1 && limit <= MOST, "limit", "limit must be from 1 to " + MOST + ".");
        boolean number = cursor == null || cursor.matches("\\d{1,18}");
        checks.that(number, "cursor", "cursor must be the field next of an earlier answer.");
        AuditQuery query = filter.query(actor.get().organizationId(), checks);
        checks.done();
        long before = cursor == null ? Long.MAX_VALUE : Long.parseLong(cursor);
        List<AuditEntry> entries = database.read(db -> AuditLog.newest(db, query, before, limit));
        boolean more = entries.size() == limit;
        return new AuditPage(
                entries, more ? Long.toString(entries.get(limit - 1).sequence()) : null);
    }

    /** All entries that the filter lets through, newest first, as JSON lines or as CSV for spreadsheets. */
    @GET
    @Path("/export")
    @Produces({"application/x-ndjson", "text/csv"})
    public Response export(@QueryParam("format") @DefaultValue("ndjson") String format, @BeanParam AuditFilter filter) {
        Checks checks = new Checks();
        checks.that(format.equals("ndjson") || format.equals("csv"), "format", "format must be ndjson or csv.");
        AuditQuery query = filter.query(actor.get().organizationId(), checks);
        checks.done();
        boolean csv = format.equals("csv");
        StreamingOutput lines = out -> {
            try (Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
                write(query, csv, writer);
            }
        };
        return Response.ok(lines, csv ? "text/csv" : "application/x-ndjson")
                .header("Content-Disposition", "attachment; filename=\"audit." + format + "\"")
                .header("Cache-Control", "no-store")
                .build();
    }

    private void write(AuditQuery query, boolean csv, Writer writer) throws IOException {
        if (csv) {
            writer.write(AuditCsv.HEADER);
        }
        long before = Long.MAX_VALUE;
        while (true) {
            long end = before;
            List<AuditEntry> entries = database.read(db -> AuditLog.newest(db, query, end, CHUNK));
            for (AuditEntry entry : entries) {
                writer.write(csv ? AuditCsv.line(entry) : json.writeValueAsString(entry) + "\n");
                before = entry.sequence();
            }
            if (entries.size() < CHUNK) {
                return;
            }
        }
    }

    /**
     * A part of the log.
     *
     * @param items entries, newest first
     * @param next cursor of the next part, or null at the end
     */
    record AuditPage(List<AuditEntry> items, @Nullable String next) {}
}
