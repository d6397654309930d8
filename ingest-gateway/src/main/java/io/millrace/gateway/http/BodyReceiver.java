package io.millrace.gateway.http;

import io.millrace.gateway.body.SegmentedBytes;
import io.millrace.gateway.reply.Checked;
import io.millrace.gateway.reply.Reason;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/** Receives one body on the request's event loop: counted as it comes, up to its limit, within its time. */
final class BodyReceiver {
    private final HttpServerRequest request;
    private final SegmentedBytes bytes;
    private final int maxBytes;
    private final Vertx vertx;
    private final Consumer<Checked<SegmentedBytes>> done;
    private final Runnable aborted;
    private long timer;
    private boolean over;

    /**
     * Prepares to receive.
     *
     * @param bytes takes the body
     * @param maxBytes bytes at most
     * @param done called once with the whole body, or with the reason why the rest is not wanted
     * @param aborted called instead if the client went away
     */
    BodyReceiver(
            Vertx vertx,
            HttpServerRequest request,
            SegmentedBytes bytes,
            int maxBytes,
            Consumer<Checked<SegmentedBytes>> done,
            Runnable aborted) {
        this.vertx = vertx;
        this.request = request;
        this.bytes = bytes;
        this.maxBytes = maxBytes;
        this.done = done;
        this.aborted = aborted;
    }

    /** Starts to receive. */
    void start(Duration timeout) {
        timer = vertx.setTimer(
                timeout.toMillis(),
                id -> end(Checked.refused(
                        Reason.BODY_TIMEOUT, "the body did not come within " + timeout.toSeconds() + " s")));
        request.exceptionHandler(this::failed);
        request.handler(this::piece);
        request.endHandler(end -> end(Checked.passed(bytes)));
        request.resume();
    }

    private void piece(Buffer piece) {
        if (over) {
            return;
        }
        if (bytes.length() + (long) piece.length() > maxBytes) {
            end(Checked.refused(Reason.BODY_TOO_LARGE, "the body is larger than " + maxBytes + " bytes"));
        } else if (!bytes.append(piece.length(), piece::getBytes)) {
            end(Checked.refused(
                    Reason.OVERLOADED, "the gateway holds as many bytes of requests as it may: send again shortly"));
        }
    }

    private void end(Checked<SegmentedBytes> result) {
        if (!over) {
            over = true;
            vertx.cancelTimer(timer);
            done.accept(result);
        }
    }

    /** Framing that cannot be understood is answered, a client that went away is not (FRM-2, FRM-4). */
    private void failed(Throwable failure) {
        if (!(failure instanceof IOException || failure instanceof VertxException)) {
            end(Checked.refused(Reason.MALFORMED_REQUEST, "the body's framing cannot be understood"));
        } else if (!over) {
            over = true;
            vertx.cancelTimer(timer);
            aborted.run();
        }
    }
}
