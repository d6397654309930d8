package io.millrace.telemetry.otlp;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Reads one double in any form that ProtoJSON allows: number, number as a string, NaN and infinities (DBL-1 to DBL-3). */
final class DoubleReader {
    private final JsonParser parser;
    private final int maxLength;
    private double value;

    DoubleReader(JsonParser parser, int maxLength) {
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
            case VALUE_NUMBER_INT -> readInteger();
            case VALUE_NUMBER_FLOAT -> finite(parser.getDoubleValue());
            case VALUE_STRING -> readText();
            default -> false;
        };
    }

    private boolean readInteger() throws IOException {
        boolean negative = parser.getTextCharacters()[parser.getTextOffset()] == '-';
        double number = parser.getDoubleValue();
        return finite(negative && number == 0 ? -0.0 : number);
    }

    private boolean readText() throws IOException {
        char[] chars = parser.getTextCharacters();
        int offset = parser.getTextOffset();
        int length = parser.getTextLength();
        if (length > maxLength) {
            return false;
        }
        if (NumberText.matches(chars, offset, length)) {
            return finite(Double.parseDouble(new String(chars, offset, length)));
        }
        switch (new String(chars, offset, length)) {
            case "NaN" -> value = Double.NaN;
            case "Infinity" -> value = Double.POSITIVE_INFINITY;
            case "-Infinity" -> value = Double.NEGATIVE_INFINITY;
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean finite(double number) {
        value = number;
        return Double.isFinite(number);
    }
}
