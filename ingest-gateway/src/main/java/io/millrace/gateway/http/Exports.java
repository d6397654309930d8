package io.millrace.gateway.http;

import io.millrace.gateway.export.Accepted;
import io.millrace.gateway.export.AdmittedRequest;
import io.millrace.gateway.export.ExportHandler;
import io.millrace.gateway.identity.Attribution;
import io.millrace.gateway.ledger.Outcomes;
import io.millrace.gateway.reply.Checked;
import io.millrace.gateway.reply.Reason;
import io.millrace.gateway.reply.Refusal;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The OTLP endpoint. The {@link Door} has let the request in and received its body; what happens to it is {@link
 * ExportHandler}'s. No framework stands between: it would want the body that is already here.
 */
final class Exports {
    private static final Logger LOG = Logger.getLogger(Exports.class);

    private final Vertx vertx;
    private final ExportHandler handler;
    private final Replies replies;
    private final Outcomes outcomes;

    Exports(Vertx vertx, ExportHandler handler, Replies replies, Outcomes outcomes) {
        this.vertx = vertx;
        this.handler = handler;
        this.replies = replies;
        this.outcomes = outcomes;
    }

    /** Exports a request and sends its reply, on the event loop of its connection, once that is known. */
    void export(RoutingContext context, AdmittedRequest request) {
        Context loop = vertx.getOrCreateContext();
        handler.export(request)
                .onFailure()
                .recoverWithItem(Exports::defect)
                .map(outcome ->
                        outcome.fold(accepted -> accepted(request, accepted), refusal -> refused(request, refusal)))
                .subscribe() // the end of the request: nobody is left to hand it on to
                .with(
                        reply -> loop.runOnContext(here -> Answers.send(context, reply)),
                        failure -> loop.runOnContext(here -> failed(context, failure)));
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

    private void failed(RoutingContext context, Throwable failure) {
        LOG.error("a reply could not be made; the client is told to send again", failure);
        Answers.send(
                context, replies.refused(Refusal.of(Reason.DEFECT, "the gateway failed: send again shortly"), false));
    }
}
