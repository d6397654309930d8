package io.millrace.gateway.http;

import io.millrace.gateway.reply.Refusal;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * Sends refusals from the event loop. A small body that nobody wants is thrown away first, so that the client reads the reply
 * and may use the connection again; a large one is not waited for (AUTH-8).
 */
final class Answers {
    private static final int THROW_AWAY_BYTES = 1024 * 1024;
    private static final long THROW_AWAY_MILLIS = 1_000;

    private final Vertx vertx;
    private final Replies replies;

    Answers(Vertx vertx, Replies replies) {
        this.vertx = vertx;
        this.replies = replies;
    }

    /** Refuses a request of which nothing but the head was looked at. */
    void refuse(RoutingContext context, Refusal refusal) {
        HttpServerRequest request = context.request();
        if (request.isEnded() || !mayHaveBody(request)) {
            send(context, replies.refused(refusal, false));
        } else if (isLarge(request) || request.headers().contains(HttpHeaders.EXPECT)) {
            send(context, replies.refused(refusal, true));
        } else {
            new ThrowAway(context, refusal).start();
        }
    }

    /** Refuses a request whose body was received in part: the connection ends with the reply. */
    void refuseUnread(RoutingContext context, Refusal refusal) {
        send(context, replies.refused(refusal, true));
    }

    private static boolean mayHaveBody(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.CONTENT_LENGTH)
                || request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                || request.version() == io.vertx.core.http.HttpVersion.HTTP_2;
    }

    private static boolean isLarge(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && (length.length() > 9 || Integer.parseInt(length) > THROW_AWAY_BYTES);
    }

    private static void send(RoutingContext context, Reply reply) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(reply.status()).putHeader(HttpHeaders.CONTENT_TYPE, Reply.JSON);
        reply.headers().forEach(header -> response.putHeader(header.getKey(), header.getValue()));
        response.end(Buffer.buffer(reply.body()));
    }

    /** Receives and forgets. */
    private final class ThrowAway {
        private final RoutingContext context;
        private final Refusal refusal;
        private int bytes;
        private long timer;
        private boolean over;

        ThrowAway(RoutingContext context, Refusal refusal) {
            this.context = context;
            this.refusal = refusal;
        }

        void start() {
            HttpServerRequest request = context.request();
            timer = vertx.setTimer(THROW_AWAY_MILLIS, id -> end(true));
            request.exceptionHandler(failure -> over = true);
            request.handler(piece -> {
                bytes += piece.length();
                if (bytes > THROW_AWAY_BYTES) {
                    end(true);
                }
            });
            request.endHandler(end -> end(false));
            request.resume();
        }

        private void end(boolean bodyUnread) {
            if (!over) {
                over = true;
                vertx.cancelTimer(timer);
                send(context, replies.refused(refusal, bodyUnread));
            }
        }
    }
}
