package io.millrace.sink;

import io.millrace.telemetry.Signal;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** For operators: which events are missing, and how to go on without one that will not come. */
@Path("/api/sink/gaps")
@Produces(MediaType.APPLICATION_JSON)
class GapResource {
    private static final Logger LOG = Logger.getLogger(GapResource.class);
    private static final String SCHEME = "Bearer ";

    private final Sink sink;
    private final Optional<String> token;

    GapResource(Sink sink, SinkConfig config) {
        this.sink = sink;
        this.token = config.operatorToken();
    }

    /** The missing events of the partitions that this process has. */
    @GET
    public Response list(@HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
        return refusal(authorization).orElseGet(() -> {
            List<GapView> views = new ArrayList<>();
            for (Signal signal : Signal.values()) {
                sink.gaps(signal).ifPresent(gaps -> gaps.open().forEach(gap -> views.add(GapView.of(signal, gap))));
            }
            return Response.ok(views).build();
        });
    }

    /** 202 once the writer will go on without the missing event of a partition, 404 if none is missing there. */
    @POST
    @Path("{signal}/{partition}/accept")
    public Response accept(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @PathParam("signal") String signalName,
            @PathParam("partition") int partition) {
        return refusal(authorization).orElseGet(() -> {
            boolean known = Signal.ofWireName(signalName)
                    .flatMap(sink::gaps)
                    .map(gaps -> gaps.accept(partition))
                    .orElse(false);
            if (!known) {
                return Response.status(Response.Status.NOT_FOUND).build();
            }
            LOG.warnf("operator gives up a missing event, signal=%s partition=%d", signalName, partition);
            return Response.accepted().build();
        });
    }

    /** Where no token is set there is no such API. */
    private Optional<Response> refusal(@Nullable String authorization) {
        if (token.isEmpty()) {
            return Optional.of(Response.status(Response.Status.NOT_FOUND).build());
        }
        boolean matches = authorization != null
                && authorization.startsWith(SCHEME)
                && MessageDigest.isEqual(
                        authorization.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8),
                        token.get().getBytes(StandardCharsets.UTF_8));
        return matches
                ? Optional.empty()
                : Optional.of(Response.status(Response.Status.UNAUTHORIZED).build());
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
