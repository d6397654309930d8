package io.millrace.sink;

import io.millrace.sink.operator.Operator;
import io.millrace.sink.operator.Problem;
import io.millrace.telemetry.Signal;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** For operators: which events are missing, and how to go on without one that will not come. */
@Path("/api/sink/gaps")
@Operator
@Produces(MediaType.APPLICATION_JSON)
class GapResource {
    private static final Logger LOG = Logger.getLogger(GapResource.class);

    private final Sink sink;

    GapResource(Sink sink) {
        this.sink = sink;
    }

    /** The missing events of the partitions that this process has. */
    @GET
    public List<GapView> list() {
        List<GapView> views = new ArrayList<>();
        for (Signal signal : Signal.values()) {
            sink.gaps(signal).ifPresent(gaps -> gaps.open().forEach(gap -> views.add(GapView.of(signal, gap))));
        }
        return views;
    }

    /** 202 once the writer will go on without the missing event of a partition, 404 if none is missing there. */
    @POST
    @Path("{signal}/{partition}/accept")
    public Response accept(@PathParam("signal") String signalName, @PathParam("partition") int partition) {
        boolean known = Signal.ofWireName(signalName)
                .flatMap(sink::gaps)
                .map(gaps -> gaps.accept(partition))
                .orElse(false);
        if (!known) {
            return Problem.response(Response.Status.NOT_FOUND, "No event is missing there, or another process has it.");
        }
        LOG.warnf("operator gives up a missing event, signal=%s partition=%d", signalName, partition);
        return Response.accepted().build();
    }

    /** A gap as it is shown. */
    record GapView(String signal, int partition, long offset, long recordsLeftOut, String since) {
        static GapView of(Signal signal, Gap gap) {
            return new GapView(
                    signal.wireName(),
                    gap.partition(),
                    gap.offset(),
                    gap.leftOut(),
                    gap.since().toString());
        }
    }
}
