package io.millrace.telemetry.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Decodes a string with escapes, which were checked before. Halves of surrogate pairs are replaced (STR-10). */
final class EscapedText {
    private static final int REPLACEMENT = 0xFFFD;
    private static final int ESCAPE_LENGTH = 6;

    private final byte[] source;
    private final int endExclusive;
    /** No escape is shorter than what it stands for. */
    private final byte[] out;

    private int length;
    private boolean mended;

    EscapedText(byte[] source, int start, int endExclusive) {
        this.source = source;
        this.endExclusive = endExclusive;
        this.out = new byte[endExclusive - start];
        decode(start);
    }

    /** The value of a hex digit, negative if it is none. */
    static int hexDigit(byte character) {
        if (character >= '0' && character <= '9') {
            return character - '0';
        }
        int lower = character | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    String text() {
        return new String(out, 0, length, UTF_8);
    }

    boolean isMended() {
        return mended;
    }

    private void decode(int start) {
        int at = start;
        while (at < endExclusive) {
            byte next = source[at];
            if (next != '\\') {
                out[length++] = next;
                at++;
            } else if (source[at + 1] == 'u') {
                at = unicode(at);
            } else {
                out[length++] = simple(source[at + 1]);
                at += 2;
            }
        }
    }

    private static byte simple(byte letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> letter;
        };
    }

    private int unicode(int at) {
        char unit = unit(at);
        int behind = at + ESCAPE_LENGTH;
        if (!Character.isSurrogate(unit)) {
            append(unit);
            return behind;
        }
        boolean escapeFollows =
                behind + ESCAPE_LENGTH <= endExclusive && source[behind] == '\\' && source[behind + 1] == 'u';
        if (escapeFollows && Character.isSurrogatePair(unit, unit(behind))) {
            append(Character.toCodePoint(unit, unit(behind)));
            return behind + ESCAPE_LENGTH;
        }
        mended = true;
        append(REPLACEMENT);
        return behind;
    }

    private char unit(int at) {
        int unit = 0;
        for (int i = at + 2; i < at + ESCAPE_LENGTH; i++) {
            unit = (unit << 4) | hexDigit(source[i]);
        }
        return (char) unit;
    }

    private void append(int codePoint) {
        if (codePoint < 0x80) {
            out[length++] = (byte) codePoint;
            return;
        }
        int more = codePoint < 0x800 ? 1 : codePoint < 0x10000 ? 2 : 3;
        int lead = more == 1 ? 0xC0 : more == 2 ? 0xE0 : 0xF0;
        out[length++] = (byte) (lead | (codePoint >> (6 * more)));
        for (int shift = 6 * (more - 1); shift >= 0; shift -= 6) {
            out[length++] = (byte) (0x80 | ((codePoint >> shift) & 0x3F));
        }
    }
}
