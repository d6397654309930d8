package io.millrace.gateway.http;

import io.millrace.gateway.reply.Reason;
import io.millrace.gateway.reply.Refusal;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Answers paths that nobody has, in the form that every refusal has (RES-5). */
@ApplicationScoped
class Unrouted {
    private final Replies replies;

    Unrouted(Replies replies) {
        this.replies = replies;
    }

    void install(@Observes Router router) {
        router.errorHandler(Reason.NOT_FOUND.httpStatus(), this::refuse);
    }

    private void refuse(RoutingContext context) {
        Answers.send(context, replies.refused(Refusal.of(Reason.NOT_FOUND, "there is nothing at this path"), false));
    }
}
