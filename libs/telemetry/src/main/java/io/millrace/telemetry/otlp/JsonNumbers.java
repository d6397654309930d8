package io.millrace.telemetry.otlp;

/** The numbers of one JSON text, one after the other: finds where each ends, and whether it is an integer. */
final class JsonNumbers {
    private final byte[] body;
    private int position;
    private boolean integer;
    private boolean complete;

    JsonNumbers(byte[] body) {
        this.body = body;
    }

    /**
     * Reads a number.
     *
     * @param from offset of its first byte
     * @return offset behind it, or of the byte that may not stand there: see {@link #isComplete()}
     */
    int read(int from) {
        position = from;
        integer = true;
        accepts('-', '-');
        complete = accepts('0', '0') || digits();
        if (complete && accepts('.', '.')) {
            integer = false;
            complete = digits();
        }
        if (complete && accepts('e', 'E')) {
            integer = false;
            accepts('+', '-');
            complete = digits();
        }
        return position;
    }

    /** Whether the bytes last read are a number at all. */
    boolean isComplete() {
        return complete;
    }

    /** Whether the number last read has neither a fraction nor an exponent. */
    boolean isInteger() {
        return integer;
    }

    private boolean digits() {
        int start = position;
        while (position < body.length && body[position] >= '0' && body[position] <= '9') {
            position++;
        }
        return position > start;
    }

    private boolean accepts(char one, char other) {
        boolean there = position < body.length && (body[position] == one || body[position] == other);
        position += there ? 1 : 0;
        return there;
    }
}
