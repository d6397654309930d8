package io.millrace.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HeadTimerTest {
    private final HeadState state = new HeadState();

    /** What comes behind the timer: a decoder that finds the end of a head in the word {@code head}. */
    private final EmbeddedChannel channel = new EmbeddedChannel(
            new HeadTimer(1_000, state, new HttpServerOptions()), new ChannelInboundHandlerAdapter() {
                @Override
                public void channelRead(ChannelHandlerContext context, Object message) {
                    if (message.toString().contains("head")) {
                        state.headRead();
                    }
                    if (message.toString().contains("reply")) {
                        state.replied();
                    }
                }
            });

    HeadTimerTest() {
        channel.freezeTime();
    }

    private void pass(long millis) {
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    @Test
    void closesAConnectionWhoseHeadDoesNotEnd() {
        channel.writeInbound("POS");
        pass(600);
        channel.writeInbound("T");

        pass(500);

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void waitsForABodyAsLongAsTheBodysOwnLimit() {
        channel.writeInbound("head");
        channel.writeInbound("body");

        pass(5_000);

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void leavesAnIdleConnectionAlone() {
        channel.writeInbound("head reply");

        pass(600_000);

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void timesTheNextRequestAgain() {
        channel.writeInbound("head reply");
        channel.writeInbound("PO");

        pass(1_100);

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void leavesAConnectionOfAnotherProtocolAlone() {
        channel.writeInbound("head reply");
        state.end();
        channel.writeInbound("frame");

        pass(5_000);

        assertThat(channel.isOpen()).isTrue();
    }
}
