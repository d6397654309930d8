package io.millrace.gateway.http;

import io.millrace.gateway.export.AdmittedRequest;
import io.millrace.gateway.export.ExportHandler;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * The OTLP endpoint. The {@link Door} has let the request in and received its body; what happens to it is {@link
 * ExportHandler}'s.
 */
@Path("/")
public class ExportResource {
    private final ExportHandler exports;
    private final Replies replies;

    ExportResource(ExportHandler exports, Replies replies) {
        this.exports = exports;
        this.replies = replies;
    }

    /** Exports to the integration in the path. */
    @POST
    @Path("otlp/{integration}/v1/{signal}")
    public Uni<RestResponse<byte[]>> export(@Context RoutingContext context) {
        AdmittedRequest request = context.get(Door.ADMITTED);
        return exports.export(request)
                .map(outcome -> outcome.fold(
                        accepted -> replies.accepted(request.signal(), accepted),
                        refusal -> replies.refused(refusal, false)))
                .onFailure()
                .recoverWithItem(replies::defect)
                .map(ExportResource::response);
    }

    /** Exports to the one integration that the key is scoped to. */
    @POST
    @Path("v1/{signal}")
    public Uni<RestResponse<byte[]>> exportToTheKeysIntegration(@Context RoutingContext context) {
        return export(context);
    }

    private static RestResponse<byte[]> response(Reply reply) {
        ResponseBuilder<byte[]> response =
                ResponseBuilder.create(RestResponse.Status.fromStatusCode(reply.status()), reply.body());
        response.type(Reply.JSON);
        reply.headers().forEach(header -> response.header(header.getKey(), header.getValue()));
        return response.build();
    }
}
