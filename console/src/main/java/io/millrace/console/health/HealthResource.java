package io.millrace.console.health;

import io.millrace.console.directory.DirectoryPublisher;
import io.millrace.console.store.Database;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Whether the console works, for people and for load balancers; needs no key. */
@Path("/api/health")
@Produces(MediaType.APPLICATION_JSON)
class HealthResource {
    private final Database database;
    private final DirectoryPublisher publisher;

    HealthResource(Database database, DirectoryPublisher publisher) {
        this.database = database;
        this.publisher = publisher;
    }

    /** 200 if all parts work, else 503; the body says which do. */
    @GET
    @Blocking
    public Response health() {
        boolean databaseUp = database.answers();
        boolean directoryUp = publisher.upToDate();
        boolean up = databaseUp && directoryUp;
        return Response.status(up ? 200 : 503)
                .entity(new Health(word(up), word(databaseUp), word(directoryUp)))
                .header("Cache-Control", "no-store")
                .build();
    }

    private static String word(boolean up) {
        return up ? "UP" : "DOWN";
    }

    /**
     * The answer.
     *
     * @param status UP if all of the rest is
     * @param database whether the accounts database answers
     * @param directory whether the other stages have been told of every change
     */
    record Health(String status, String database, String directory) {}
}
