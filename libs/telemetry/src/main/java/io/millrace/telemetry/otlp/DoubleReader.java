package io.millrace.telemetry.otlp;

import com.fasterxml.jackson.core.io.NumberInput;
import java.io.IOException;

/** Reads one double in any form that ProtoJSON allows: number, number as a string, NaN and infinities (DBL-1 to DBL-3). */
final class DoubleReader {
    private final JsonCursor parser;
    private final int maxLength;
    private double value;

    DoubleReader(JsonCursor parser, int maxLength) {
        this.parser = parser;
        this.maxLength = maxLength;
    }

    /** The double last read. */
    double value() {
        return value;
    }

    /** Whether the current token, which is not null, is a double; a list or an object is left to the caller to skip. */
    boolean read() throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> finite(number(parser.text()));
            case VALUE_STRING -> readText();
            default -> false;
        };
    }

    private boolean readText() throws IOException {
        Ascii text = parser.strings().ascii();
        if (text.length() > maxLength) {
            return false;
        }
        if (NumberText.matches(text)) {
            return finite(number(text.text()));
        }
        switch (text.text()) {
            case "NaN" -> value = Double.NaN;
            case "Infinity" -> value = Double.POSITIVE_INFINITY;
            case "-Infinity" -> value = Double.NEGATIVE_INFINITY;
            default -> {
                return false;
            }
        }
        return true;
    }

    private static double number(String text) {
        return NumberInput.parseDouble(text, true);
    }

    private boolean finite(double number) {
        value = number;
        return Double.isFinite(number);
    }
}
