package io.millrace.gateway.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class Http2HeadTimerTest {
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int CONTINUATION = 9;
    private static final int NO_FLAGS = 0;
    private static final int END_HEADERS = 4;

    private final EmbeddedChannel channel = new EmbeddedChannel(new Http2HeadTimer(1_000));

    Http2HeadTimerTest() {
        channel.freezeTime();
    }

    private static byte[] frame(int type, int flags, int payloadBytes) {
        ByteBuf frame = Unpooled.buffer();
        frame.writeMedium(payloadBytes)
                .writeByte(type)
                .writeByte(flags)
                .writeInt(1)
                .writeZero(payloadBytes);
        byte[] bytes = new byte[frame.readableBytes()];
        frame.readBytes(bytes);
        return bytes;
    }

    private void send(byte[] bytes, int from, int to) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, from, to - from));
    }

    private void send(byte[] bytes) {
        send(bytes, 0, bytes.length);
    }

    private void startsHttp2() {
        send(PREFACE.getBytes(US_ASCII));
        send(frame(SETTINGS, NO_FLAGS, 6));
    }

    private void pass(long millis) {
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    @Test
    void closesAConnectionWhoseLaterHeadTricklesIn() {
        startsHttp2();
        send(frame(HEADERS, END_HEADERS, 20));
        byte[] head = frame(HEADERS, END_HEADERS, 20);
        send(head, 0, 12);
        pass(600);
        send(head, 12, 13);

        pass(500);

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void closesAConnectionWhoseHeadGoesOnForEver() {
        startsHttp2();
        send(frame(HEADERS, NO_FLAGS, 20));
        pass(600);
        send(frame(CONTINUATION, NO_FLAGS, 20));

        pass(500);

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void closesAConnectionThatStopsInTheMiddleOfAFramesOwnHeader() {
        startsHttp2();
        send(frame(PING, NO_FLAGS, 8), 0, 3);

        pass(1_100);

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void takesAHeadInSeveralFramesThatComesInTime() {
        startsHttp2();
        send(frame(HEADERS, NO_FLAGS, 20));
        pass(600);
        send(frame(CONTINUATION, END_HEADERS, 20));

        pass(600_000);

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void leavesABodyToTheLimitOfItsRequest() {
        startsHttp2();
        send(frame(HEADERS, END_HEADERS, 20));
        byte[] data = frame(DATA, NO_FLAGS, 16_000);
        send(data, 0, 9_000);

        pass(5_000);

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void leavesAnIdleConnectionAlone() {
        startsHttp2();
        send(frame(PING, NO_FLAGS, 8));

        pass(600_000);

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void countsTheTimeAnewForEachFrame() {
        startsHttp2();
        byte[] ping = frame(PING, NO_FLAGS, 8);
        send(ping, 0, 5);
        for (int i = 0; i < 10; i++) {
            pass(600);
            send(ping, 5, ping.length);
            send(ping, 0, 5);
        }

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void findsThePrefaceInPieces() {
        for (byte piece : PREFACE.getBytes(US_ASCII)) {
            send(new byte[] {piece});
        }
        send(frame(HEADERS, END_HEADERS, 20), 0, 12);

        pass(1_100);

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void findsThePrefaceBehindAnUpgrade() {
        send("POST / HTTP/1.1\r\nupgrade: h2c\r\n\r\n".getBytes(US_ASCII));
        startsHttp2();
        send(frame(HEADERS, END_HEADERS, 20), 0, 12);

        pass(1_100);

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void findsThePrefaceInPiecesBehindAnUpgrade() {
        send("POST / HTTP/1.1\r\nupgrade: h2c\r\n\r\n".getBytes(US_ASCII));
        byte[] preface = PREFACE.getBytes(US_ASCII);
        send(preface, 0, 10);
        send(preface, 10, preface.length);
        send(frame(HEADERS, END_HEADERS, 20), 0, 12);

        pass(1_100);

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void leavesOtherProtocolsAlone() {
        send("PRI it is not".getBytes(US_ASCII));
        send(frame(HEADERS, NO_FLAGS, 20));

        pass(5_000);

        assertThat(channel.isOpen()).isTrue();
    }
}
