package io.millrace.gateway.http;

import io.millrace.gateway.reply.Reason;
import io.millrace.gateway.reply.Refusal;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/**
 * Sends refusals from the event loop. A small body that nobody wants is thrown away first, so that the client reads the reply
 * and may use the connection again; a large one is not waited for (AUTH-8).
 */
final class Answers {
    private static final int THROW_AWAY_BYTES = 1024 * 1024;
    private static final long THROW_AWAY_MILLIS = 1_000;
    private static final long LINGER_MILLIS = 500;
    private static final long NO_ERROR = 0;

    private final Vertx vertx;
    private final Replies replies;
    private final Refusals refusals;

    Answers(Vertx vertx, Replies replies, Refusals refusals) {
        this.refusals = refusals;
        this.vertx = vertx;
        this.replies = replies;
    }

    /** Refuses a request of which nothing but the head was looked at. */
    void refuse(RoutingContext context, Refusal refusal) {
        HttpServerRequest request = context.request();
        refusals.count(request, refusal.reason());
        if (request.isEnded() || !mayHaveBody(request)) {
            send(context, replies.refused(refusal, false));
            closeMalformed(context, refusal);
        } else if (isLarge(request) || request.headers().contains(HttpHeaders.EXPECT)) {
            request.handler(piece -> {});
            sendAndClose(context, refusal);
            request.resume();
        } else {
            new ThrowAway(context, refusal).start();
        }
    }

    /** Refuses a request whose body was received in part: the connection ends with the reply. */
    void refuseUnread(RoutingContext context, Refusal refusal) {
        refusals.count(context.request(), refusal.reason());
        sendAndClose(context, refusal);
    }

    /**
     * The server closes by itself once the whole request was read. A client that sends on meets the end a little later, so that
     * it reads the reply before: closing on bytes that nobody read would reset the connection.
     */
    private void sendAndClose(RoutingContext context, Refusal refusal) {
        HttpServerRequest request = context.request();
        send(context, replies.refused(refusal, true));
        if (refusal.reason() == Reason.MALFORMED_REQUEST && request.connection() instanceof ConnectionBase connection) {
            connection.channelHandlerContext().flush(); // the server closes before it would flush
        }
        if (request.version() == HttpVersion.HTTP_2) {
            vertx.setTimer(LINGER_MILLIS, id -> request.response().reset(NO_ERROR)); // behind the reply, not before it
        }
    }

    /** Where one request ended cannot be trusted to be where the next one starts. */
    private void closeMalformed(RoutingContext context, Refusal refusal) {
        if (refusal.reason() == Reason.MALFORMED_REQUEST) {
            vertx.setTimer(LINGER_MILLIS, id -> context.request().connection().close());
        }
    }

    private static boolean mayHaveBody(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.CONTENT_LENGTH)
                || request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                || request.version() == HttpVersion.HTTP_2;
    }

    private static boolean isLarge(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && (length.length() > 9 || Integer.parseInt(length) > THROW_AWAY_BYTES);
    }

    /** Sends a reply unless the client is gone. */
    static void send(RoutingContext context, Reply reply) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(reply.status()).putHeader(HttpHeaders.CONTENT_TYPE, Reply.JSON);
        reply.headers().forEach(header -> response.putHeader(header.getKey(), header.getValue()));
        if (context.request().version() == HttpVersion.HTTP_2) {
            response.headers().remove(HttpHeaders.CONNECTION); // means nothing there and is forbidden
        }
        boolean last = response.headers().contains(HttpHeaders.CONNECTION, HttpHeaders.CLOSE, true);
        response.end(Buffer.buffer(reply.body()));
        if (last) { // the client closes first, if it does as it was told
            context.vertx()
                    .setTimer(
                            LINGER_MILLIS, id -> context.request().connection().close());
        }
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
                if (bodyUnread) {
                    sendAndClose(context, refusal);
                } else {
                    send(context, replies.refused(refusal, false));
                    closeMalformed(context, refusal);
                }
            }
        }
    }
}
