package io.millrace.gateway.http;

import io.millrace.gateway.body.ByteBudget;
import io.millrace.gateway.body.Reservation;
import io.millrace.gateway.body.SegmentedBytes;
import io.millrace.gateway.export.AdmittedRequest;
import io.millrace.gateway.http.ContentRules.Coding;
import io.millrace.gateway.ledger.Outcomes;
import io.millrace.gateway.reply.Reason;
import io.millrace.gateway.reply.Refusal;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * Stands before the endpoint: on the event loop it decides all that can be decided before a body is read, then receives the
 * body. Only OTLP's paths pass through here.
 */
final class Door {
    private final Vertx vertx;
    private final HeadCheck heads;
    private final ByteBudget budget;
    private final int maxBytes;
    private final Duration bodyTimeout;
    private final Answers answers;
    private final Exports exports;
    private final Connections connections;
    private final Outcomes outcomes;

    /**
     * A door.
     *
     * @param maxBytes bytes of a body at most, as it comes
     * @param bodyTimeout time that a body may take to come
     */
    Door(
            Vertx vertx,
            HeadCheck heads,
            ByteBudget budget,
            int maxBytes,
            Duration bodyTimeout,
            Answers answers,
            Exports exports,
            Outcomes outcomes,
            Connections connections) {
        this.vertx = vertx;
        this.heads = heads;
        this.budget = budget;
        this.maxBytes = maxBytes;
        this.bodyTimeout = bodyTimeout;
        this.answers = answers;
        this.exports = exports;
        this.connections = connections;
        this.outcomes = outcomes;
    }

    /** Takes a request of any path. */
    void open(RoutingContext context) {
        HttpServerRequest request = context.request();
        String path = request.path();
        if (path == null || !Target.isOurs(path, request.method())) {
            context.next();
            return;
        }
        connections.endWithReply(request);
        heads.check(request)
                .either(admission -> receive(context, admission), refusal -> answers.refuse(context, refusal));
    }

    private void receive(RoutingContext context, Admission admission) {
        HttpServerRequest request = context.request();
        Reservation reservation = budget.open(admission.sender().organization().id());
        SegmentedBytes bytes = SegmentedBytes.open(reservation, admission.declaredBytes());
        if (bytes == null) {
            answers.refuse(
                    context,
                    Refusal.of(
                            Reason.OVERLOADED,
                            "the gateway holds as many bytes of requests as it may: send again shortly"));
            return;
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        new BodyReceiver(
                        vertx,
                        request,
                        bytes,
                        maxBytes,
                        received -> received.either(
                                complete -> admit(context, admission, complete, reservation), refusal -> {
                                    reservation.close();
                                    answers.refuseUnread(context, refusal);
                                }),
                        () -> {
                            reservation.close();
                            outcomes.aborted();
                        })
                .start(bodyTimeout);
    }

    private void admit(RoutingContext context, Admission admission, SegmentedBytes bytes, Reservation reservation) {
        boolean gzip = admission.coding() == Coding.GZIP;
        String client = context.request().getHeader(HttpHeaders.USER_AGENT);
        exports.export(
                context, new AdmittedRequest(admission.sender(), admission.signal(), client, gzip, bytes, reservation));
    }
}
