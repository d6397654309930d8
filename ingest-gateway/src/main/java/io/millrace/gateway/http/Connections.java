package io.millrace.gateway.http;

import io.millrace.gateway.health.Drain;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/** Ends connections gently: with a reply, never in the middle of one. */
final class Connections {
    private final Drain drain;
    private final ConnectionAges ages;

    Connections(Drain drain, ConnectionAges ages) {
        this.drain = drain;
        this.ages = ages;
    }

    /** Asks the client to close its connection behind the reply to this request, if it is time. */
    void endWithReply(HttpServerRequest request) {
        if (!drain.isDraining() && !ages.isOver(request.connection())) {
            return;
        }
        if (request.version() == HttpVersion.HTTP_2) {
            request.connection().shutdown(); // no new streams; the open ones are finished
        } else {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }
}
