package io.millrace.gateway.connection;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Puts a limit on the time of a request's head, and a strict decoder, on every connection that is accepted. The HTTP server has no such setting and
 * no hook for it; Netty has one, which it looks up as a service when a system property says so.
 */
public final class HeadTimers extends ChannelInitializerExtension {
    private static final AttributeKey<HeadState> STATE =
            AttributeKey.valueOf(HeadTimers.class, Integer.toHexString(HeadTimers.class.hashCode()));
    private static final String LOOK_UP_AS_SERVICE = "serviceload";
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    private static final AtomicInteger OPEN = new AtomicInteger();

    private static volatile long timeoutMillis = DEFAULT_TIMEOUT.toMillis();
    private static volatile HttpServerOptions decoderLimits = new HttpServerOptions();

    /** Made by Netty. */
    public HeadTimers() {}

    /**
     * Lets Netty find this class; to be called before the server listens.
     *
     * @param timeout time that a head may take
     * @param limits the server's limits on heads and chunks; nothing else of it is used
     */
    public static void install(Duration timeout, HttpServerOptions limits) {
        timeoutMillis = timeout.toMillis();
        decoderLimits = limits;
        System.setProperty(EXTENSIONS_SYSTEM_PROPERTY, LOOK_UP_AS_SERVICE);
    }

    /**
     * Takes note that the head of a request is complete.
     *
     * @param lastHead whether what follows on the connection is not the head of another HTTP/1.1 request
     */
    public static void headRead(Channel channel, boolean lastHead) {
        HeadState state = channel.attr(STATE).get();
        if (state != null) {
            state.headRead();
            if (lastHead) {
                state.end();
            }
        }
    }

    /** Connections that are open now. */
    public static int open() {
        return OPEN.get();
    }

    /** Takes note that a request has its reply. */
    public static void replied(Channel channel) {
        HeadState state = channel.attr(STATE).get();
        if (state != null) {
            state.replied();
        }
    }

    @Override
    public void postInitializeServerChildChannel(Channel channel) {
        OPEN.incrementAndGet();
        channel.closeFuture().addListener(closed -> OPEN.decrementAndGet());
        HeadState state = new HeadState();
        channel.attr(STATE).set(state);
        channel.pipeline().addFirst(new HeadTimer(timeoutMillis, state, decoderLimits));
    }
}
