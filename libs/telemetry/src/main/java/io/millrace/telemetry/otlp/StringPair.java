package io.millrace.telemetry.otlp;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Recognises what bodies consist of mostly: an attribute with a string, written without blanks, {@code
 * {"key":"...","value":{"stringValue":"..."}}}. What looks otherwise in any way is left to the readers of single tokens.
 */
final class StringPair {
    private static final byte[] OPENING = "{\"key\":\"".getBytes(US_ASCII);
    private static final byte[] MIDDLE = "\",\"value\":{\"stringValue\":\"".getBytes(US_ASCII);
    private static final byte[] CLOSING = "}}".getBytes(US_ASCII);

    private static final long OPENING_EIGHT = EightBytes.at(OPENING, 0);
    private static final long MIDDLE_1 = EightBytes.at(MIDDLE, 0);
    private static final long MIDDLE_2 = EightBytes.at(MIDDLE, Long.BYTES);
    private static final long MIDDLE_3 = EightBytes.at(MIDDLE, 2 * Long.BYTES);
    private static final long MIDDLE_END = EightBytes.at(MIDDLE, MIDDLE.length - Long.BYTES);

    private StringPair() {}

    /**
     * Where a pair ends that starts here.
     *
     * @param strings reads the strings of the body
     * @return offset behind its last brace; negative if this is no such pair, or not one within the limits
     */
    static int end(byte[] body, int start, JsonStrings strings, OtlpLimits limits) {
        if (start + Long.BYTES > body.length || EightBytes.at(body, start) != OPENING_EIGHT) {
            return -1;
        }
        int behindKey = strings.readIfPlain(start + OPENING.length);
        if (behindKey < 0 || strings.sourceLength() == 0 || strings.sourceLength() > limits.maxNameBytes()) {
            return -1;
        }
        int middle = behindKey - 1;
        if (!isMiddle(body, middle)) {
            return -1;
        }
        int behindValue = behindValue(strings, middle + MIDDLE.length);
        boolean closed = behindValue >= 0
                && strings.sourceLength() <= limits.maxStringBytes()
                && behindValue + CLOSING.length <= body.length
                && body[behindValue] == CLOSING[0]
                && body[behindValue + 1] == CLOSING[1];
        return closed ? behindValue + CLOSING.length : -1;
    }

    private static boolean isMiddle(byte[] body, int at) {
        return at + MIDDLE.length <= body.length
                && EightBytes.at(body, at) == MIDDLE_1
                && EightBytes.at(body, at + Long.BYTES) == MIDDLE_2
                && EightBytes.at(body, at + 2 * Long.BYTES) == MIDDLE_3
                && EightBytes.at(body, at + MIDDLE.length - Long.BYTES) == MIDDLE_END;
    }

    private static int behindValue(JsonStrings strings, int from) {
        try {
            return strings.read(from);
        } catch (JsonFault e) { // told again, with its place, by who reads token by token
            return -1;
        }
    }
}
