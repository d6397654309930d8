package io.millrace.gateway.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;

/**
 * Follows the frames of HTTP/2 over the bytes of a connection, as far as is needed to know whether a head or a frame of
 * control is on its way (RFC 9113, 3.4, 4.1 and 6.2). Before the client's preface it sees nothing.
 */
final class Http2Frames {
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);
    private static final int FRAME_HEADER_BYTES = 9;
    private static final int TYPE_AT = 3;
    private static final int FLAGS_AT = 4;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int CONTINUATION = 9;
    private static final int END_HEADERS = 4;

    private boolean http2;
    private int prefaceBytes;

    private int frameHeaderBytes;
    private int payloadBytes;
    private int type;
    private boolean headOpen;
    private int completed;

    /** Follows the readable bytes of a buffer, which stays as it is. */
    void follow(ByteBuf bytes) {
        int at = bytes.readerIndex();
        int end = bytes.writerIndex();
        if (!http2) {
            at = preface(bytes, at, end);
        }
        while (http2 && at < end) {
            if (frameHeaderBytes < FRAME_HEADER_BYTES) {
                frameHeader(bytes.getByte(at++) & 0xFF);
            } else {
                int payload = Math.min(payloadBytes, end - at);
                payloadBytes -= payload;
                at += payload;
            }
            endFrame();
        }
    }

    /** Whether a head, or a frame that carries none of a body, has begun and is not complete. */
    boolean isUnfinished() {
        return headOpen || (frameHeaderBytes > 0 && (frameHeaderBytes < FRAME_HEADER_BYTES || type != DATA));
    }

    /** Frames that were complete, but for those in the middle of a head. */
    int completed() {
        return completed;
    }

    /** It starts a read, at the start of a connection or behind an upgrade, and may come in pieces. */
    private int preface(ByteBuf bytes, int start, int end) {
        int at = start;
        while (at < end && prefaceBytes < PREFACE.length && bytes.getByte(at) == PREFACE[prefaceBytes]) {
            at++;
            prefaceBytes++;
        }
        http2 = prefaceBytes == PREFACE.length;
        if (!http2 && at < end) {
            prefaceBytes = 0;
        }
        return at;
    }

    private void frameHeader(int value) {
        if (frameHeaderBytes < TYPE_AT) {
            payloadBytes = (payloadBytes << Byte.SIZE) | value;
        } else if (frameHeaderBytes == TYPE_AT) {
            type = value;
        } else if (frameHeaderBytes == FLAGS_AT && (type == HEADERS || type == CONTINUATION)) {
            headOpen = (value & END_HEADERS) == 0;
        }
        frameHeaderBytes++;
    }

    private void endFrame() {
        if (frameHeaderBytes == FRAME_HEADER_BYTES && payloadBytes == 0) {
            frameHeaderBytes = 0;
            if (!headOpen) {
                completed++;
            }
        }
    }
}
