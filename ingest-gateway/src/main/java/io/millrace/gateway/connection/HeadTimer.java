package io.millrace.gateway.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose client does not finish the head of a request in time: a client that sends a byte now and then
 * would else hold a connection for ever (FRM-5). Stands before the decoder, on the connection's event loop. The later heads of
 * an HTTP/2 connection are timed by {@link Http2HeadTimer}.
 */
final class HeadTimer extends ChannelInboundHandlerAdapter {
    private final long timeoutMillis;
    private final HeadState state;
    private final HttpServerOptions decoderLimits;
    private @Nullable Future<?> timer;
    private boolean first = true;

    HeadTimer(long timeoutMillis, HeadState state, HttpServerOptions decoderLimits) {
        this.timeoutMillis = timeoutMillis;
        this.state = state;
        this.decoderLimits = decoderLimits;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (first) { // only now is it known whether TLS stands between
            first = false;
            Http2HeadTimer.install(context, timeoutMillis);
            StrictDecoders.install(context.pipeline(), decoderLimits);
        }
        int heads = state.heads();
        context.fireChannelRead(message);
        if (state.heads() != heads || !state.isAwaitingHead()) {
            stop();
        } else if (timer == null) {
            timer = context.executor().schedule(() -> overdue(context), timeoutMillis, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stop();
        context.fireChannelInactive();
    }

    private void overdue(ChannelHandlerContext context) {
        timer = null;
        if (state.isAwaitingHead()) {
            var unused = context.close();
        }
    }

    private void stop() {
        Future<?> running = timer;
        if (running != null) {
            running.cancel(false);
            timer = null;
        }
    }
}
