package io.millrace.telemetry.otlp;

/** The grammar of JSON numbers, for numbers that come as strings: no blanks, no plus sign, no leading zeros, no hex. */
final class NumberText {
    private final Ascii text;
    private int position;

    private NumberText(Ascii text) {
        this.text = text;
    }

    /** Whether these characters are a JSON number and nothing else. */
    static boolean matches(Ascii text) {
        return new NumberText(text).matches();
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
        return position == text.length();
    }

    private boolean accept(char expected) {
        if (position < text.length() && text.at(position) == expected) {
            position++;
            return true;
        }
        return false;
    }

    private boolean digits() {
        int start = position;
        while (position < text.length() && text.at(position) >= '0' && text.at(position) <= '9') {
            position++;
        }
        return position > start;
    }
}
