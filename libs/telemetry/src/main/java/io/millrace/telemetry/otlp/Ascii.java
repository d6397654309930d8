package io.millrace.telemetry.otlp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * A range of bytes that are looked at as ASCII characters.
 *
 * @param bytes where they are; not copied, not changed
 * @param start offset of the first one
 * @param endExclusive offset behind the last one
 */
@SuppressWarnings("ArrayRecordComponent") // a view that lives as long as one token
record Ascii(byte[] bytes, int start, int endExclusive) {

    int length() {
        return endExclusive - start;
    }

    /** The character at an index, counted from 0; negative if it is not ASCII. */
    int at(int index) {
        return bytes[start + index];
    }

    /** The characters; right only if all of them are ASCII. */
    String text() {
        return new String(bytes, start, length(), ISO_8859_1);
    }
}
