package io.millrace.telemetry.otlp;

/** The grammar of JSON numbers, for numbers that come as strings: no blanks, no plus sign, no leading zeros, no hex. */
final class NumberText {
    private final char[] chars;
    private final int endExclusive;
    private int position;

    private NumberText(char[] chars, int offset, int length) {
        this.chars = chars;
        this.position = offset;
        this.endExclusive = offset + length;
    }

    /** Whether these characters are a JSON number and nothing else. */
    static boolean matches(char[] chars, int offset, int length) {
        return new NumberText(chars, offset, length).matches();
    }

    private boolean matches() {
        accept('-');
        if (!accept('0') && !digits()) {
            return false;
        }
        if (accept('.') && !digits()) {
            return false;
        }
        if (accept('e') || accept('E')) {
            if (!accept('+')) {
                accept('-');
            }
            if (!digits()) {
                return false;
            }
        }
        return position == endExclusive;
    }

    private boolean accept(char expected) {
        if (position < endExclusive && chars[position] == expected) {
            position++;
            return true;
        }
        return false;
    }

    private boolean digits() {
        int start = position;
        while (position < endExclusive && chars[position] >= '0' && chars[position] <= '9') {
            position++;
        }
        return position > start;
    }
}
