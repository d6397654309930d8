package io.millrace.telemetry.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The strings of one JSON text, one after the other: finds where each ends, and decodes it if asked. */
final class JsonStrings {
    private static final long QUOTES = EightBytes.ONES * '"';
    private static final long BACKSLASHES = EightBytes.ONES * '\\';
    private static final long BLANKS = EightBytes.ONES * ' ';
    private static final int ESCAPE_LENGTH = 6;

    private final byte[] body;
    private int start;
    private int endExclusive;
    private boolean escaped;
    private boolean mended;

    JsonStrings(byte[] body) {
        this.body = body;
    }

    /**
     * Reads a string.
     *
     * @param from offset behind the opening quote
     * @return offset behind the closing quote
     */
    int read(int from) throws JsonFault {
        start = from;
        escaped = false;
        int at = from;
        while (true) {
            at = nextSpecial(at);
            if (at >= body.length) {
                throw new JsonFault(JsonFault.Kind.CUT_OFF);
            }
            if (body[at] == '"') {
                endExclusive = at;
                return at + 1;
            }
            if (body[at] != '\\') {
                throw new JsonFault(JsonFault.Kind.SYNTAX); // a control character
            }
            escaped = true;
            at = behindEscape(at);
        }
    }

    /** Reads a string without escapes; negative if it is something else. */
    int readIfPlain(int from) {
        int at = nextSpecial(from);
        if (at >= body.length || body[at] != '"') {
            return -1;
        }
        start = from;
        endExclusive = at;
        escaped = false;
        return at + 1;
    }

    /** Bytes of the string as it stands in the body, without its quotes. */
    int sourceLength() {
        return endExclusive - start;
    }

    /** The string as the name of a member. */
    String name() {
        return escaped ? text() : KnownNames.of(body, start, endExclusive);
    }

    /** The string decoded; an escaped half of a surrogate pair becomes the replacement character, see {@link #wasMended}. */
    String text() {
        mended = false;
        if (!escaped) {
            return new String(body, start, endExclusive - start, UTF_8);
        }
        EscapedText decoded = new EscapedText(body, start, endExclusive);
        mended = decoded.isMended();
        return decoded.text();
    }

    /** Whether the text last decoded holds a replacement character in place of what could not be decoded. */
    boolean wasMended() {
        return mended;
    }

    /** The decoded string as bytes, for what must be ASCII to be of any use. Not to be changed. */
    Ascii ascii() {
        if (!escaped) {
            return new Ascii(body, start, endExclusive);
        }
        byte[] decoded = text().getBytes(UTF_8);
        return new Ascii(decoded, 0, decoded.length);
    }

    /** Offset of the next quote, backslash or control character; the lowest hit of each eight bytes is exact. */
    private int nextSpecial(int from) {
        byte[] bytes = body;
        int at = from;
        int lastEight = bytes.length - Long.BYTES;
        while (at <= lastEight) {
            long eight = EightBytes.at(bytes, at);
            long quote = eight ^ QUOTES;
            long backslash = eight ^ BACKSLASHES;
            long hits = (((quote - EightBytes.ONES) & ~quote)
                            | ((backslash - EightBytes.ONES) & ~backslash)
                            | ((eight - BLANKS) & ~eight))
                    & EightBytes.HIGHS;
            if (hits != 0) {
                return at + (Long.numberOfTrailingZeros(hits) >>> 3);
            }
            at += Long.BYTES;
        }
        while (at < bytes.length && bytes[at] != '"' && bytes[at] != '\\' && (bytes[at] < 0 || bytes[at] >= ' ')) {
            at++;
        }
        return at;
    }

    private int behindEscape(int at) throws JsonFault {
        if (at + 1 >= body.length) {
            throw new JsonFault(JsonFault.Kind.CUT_OFF);
        }
        switch (body[at + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                return at + 2;
            }
            case 'u' -> {
                for (int i = at + 2; i < at + ESCAPE_LENGTH; i++) {
                    if (i >= body.length) {
                        throw new JsonFault(JsonFault.Kind.CUT_OFF);
                    }
                    if (EscapedText.hexDigit(body[i]) < 0) {
                        throw new JsonFault(JsonFault.Kind.SYNTAX);
                    }
                }
                return at + ESCAPE_LENGTH;
            }
            default -> throw new JsonFault(JsonFault.Kind.SYNTAX);
        }
    }
}
