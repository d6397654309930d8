package io.millrace.gateway.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes an HTTP/2 connection whose client does not finish a head, or another frame that is no part of a body, in time; for
 * bodies there is a limit of each request's own (FRM-5). Sees what the decoder sees: behind TLS, if there is any.
 */
final class Http2HeadTimer extends ChannelInboundHandlerAdapter {
    private static final String TLS_HANDLER = "ssl";

    private final long timeoutMillis;
    private final Http2Frames frames = new Http2Frames();
    private @Nullable Future<?> timer;

    Http2HeadTimer(long timeoutMillis) {
        this.timeoutMillis = timeoutMillis;
    }

    /** Puts a timer behind this handler, or behind TLS. */
    static void install(ChannelHandlerContext behind, long timeoutMillis) {
        String neighbour = behind.pipeline().context(TLS_HANDLER) == null ? behind.name() : TLS_HANDLER;
        behind.pipeline().addAfter(neighbour, null, new Http2HeadTimer(timeoutMillis));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes) {
            int before = frames.completed();
            frames.follow(bytes);
            if (!frames.isUnfinished() || frames.completed() != before) {
                stop();
            }
            if (frames.isUnfinished() && timer == null) {
                timer = context.executor().schedule(() -> overdue(context), timeoutMillis, TimeUnit.MILLISECONDS);
            }
        }
        context.fireChannelRead(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stop();
        context.fireChannelInactive();
    }

    private void overdue(ChannelHandlerContext context) {
        timer = null;
        var unused = context.close();
    }

    private void stop() {
        Future<?> running = timer;
        if (running != null) {
            running.cancel(false);
            timer = null;
        }
    }
}
