package io.millrace.telemetry.otlp;

/** Looks at the bytes of a body before they are parsed: whether they are well-formed UTF-8. The parser relies on that. */
final class BodyText {
    private static final int BOM_LENGTH = 3;

    private final byte[] body;
    private final int endExclusive;
    private int position;

    BodyText(byte[] body) {
        this.body = body;
        this.endExclusive = body.length;
    }

    /** Offset of the first byte behind a byte order mark, which is accepted and skipped (CT-5). */
    int start() {
        boolean mark =
                body.length >= BOM_LENGTH && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF;
        return mark ? BOM_LENGTH : 0;
    }

    /** Whether the whole body is well-formed UTF-8; if not, {@link #position()} is where it stops being so. */
    boolean isWellFormed() {
        while (true) {
            position = endOfAscii(position);
            if (position >= endExclusive) {
                return true;
            }
            if (!skipMultiByte(body[position] & 0xFF)) {
                return false;
            }
        }
    }

    /** Nearly every byte is ASCII: eight at a time, over locals, which the compiler keeps in registers. */
    private int endOfAscii(int start) {
        byte[] bytes = body;
        int i = start;
        while (i <= bytes.length - Long.BYTES && (EightBytes.at(bytes, i) & EightBytes.HIGHS) == 0) {
            i += Long.BYTES;
        }
        while (i < bytes.length && bytes[i] >= 0) {
            i++;
        }
        return i;
    }

    /** Where the look stopped. */
    int position() {
        return position;
    }

    private boolean skipMultiByte(int lead) {
        if (lead < 0xC2 || lead > 0xF4) {
            return false;
        }
        int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (endExclusive - position < length) {
            return false;
        }
        int second = body[position + 1] & 0xFF;
        int min = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80; // no overlong forms
        int max = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF; // no surrogates, nothing above U+10FFFF
        if (second < min || second > max) {
            return false;
        }
        for (int i = 2; i < length; i++) {
            if ((body[position + i] & 0xC0) != 0x80) {
                return false;
            }
        }
        position += length;
        return true;
    }
}
