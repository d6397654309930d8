package io.millrace.gateway.http;

import io.millrace.gateway.export.Accepted;
import io.millrace.gateway.export.AdmittedRequest;
import io.millrace.gateway.export.ExportHandler;
import io.millrace.gateway.identity.Attribution;
import io.millrace.gateway.ledger.Outcomes;
import io.millrace.gateway.reply.Checked;
import io.millrace.gateway.reply.Reason;
import io.millrace.gateway.reply.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * The OTLP endpoint. The {@link Door} has let the request in and received its body; what happens to it is {@link
 * ExportHandler}'s.
 */
@Path("/")
class ExportResource {
    private static final Logger LOG = Logger.getLogger(ExportResource.class);

    private final ExportHandler exports;
    private final Replies replies;
    private final Outcomes outcomes;

    ExportResource(ExportHandler exports, Replies replies, Outcomes outcomes) {
        this.exports = exports;
        this.replies = replies;
        this.outcomes = outcomes;
    }

    /** Exports to the integration in the path. */
    @POST
    @Path("otlp/{integration}/v1/{signal}")
    public Uni<RestResponse<byte[]>> export(@Context RoutingContext context) {
        AdmittedRequest request = context.get(Door.ADMITTED);
        return exports.export(request)
                .onFailure()
                .recoverWithItem(ExportResource::defect)
                .map(outcome ->
                        outcome.fold(accepted -> accepted(request, accepted), refusal -> refused(request, refusal)))
                .map(ExportResource::response);
    }

    /** Exports to the one integration that the key is scoped to. */
    @POST
    @Path("v1/{signal}")
    public Uni<RestResponse<byte[]>> exportToTheKeysIntegration(@Context RoutingContext context) {
        return export(context);
    }

    private Reply accepted(AdmittedRequest request, Accepted accepted) {
        outcomes.accepted(
                Attribution.of(request.sender()),
                request.signal(),
                accepted.verdict(),
                accepted.bytes(),
                request.client());
        return replies.accepted(request.signal(), accepted);
    }

    private Reply refused(AdmittedRequest request, Refusal refusal) {
        outcomes.refused(
                Optional.of(Attribution.of(request.sender())), request.signal(), refusal.reason(), request.client());
        return replies.refused(refusal, false);
    }

    /** The client keeps its data and may try again (ST-9). */
    private static Checked<Accepted> defect(Throwable failure) {
        LOG.error("export failed; the client is told to send again", failure);
        return Checked.refused(Reason.DEFECT, "the gateway failed: send again shortly");
    }

    private static RestResponse<byte[]> response(Reply reply) {
        ResponseBuilder<byte[]> response =
                ResponseBuilder.create(RestResponse.Status.fromStatusCode(reply.status()), reply.body());
        response.type(Reply.JSON);
        reply.headers().forEach(header -> response.header(header.getKey(), header.getValue()));
        return response.build();
    }
}
