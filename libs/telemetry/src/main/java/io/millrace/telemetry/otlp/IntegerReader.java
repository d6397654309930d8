package io.millrace.telemetry.otlp;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Reads one integer in any form that ProtoJSON allows: number or string, zero fraction, exponent (INT-1 to INT-6). */
final class IntegerReader {
    private static final int MAX_DIGITS = 20; // of an unsigned 64-bit integer
    private static final int MAX_SAFE_DIGITS = 18; // always fit into a long

    private final JsonCursor parser;
    private final int maxLength;
    private long value;

    IntegerReader(JsonCursor parser, int maxLength) {
        this.parser = parser;
        this.maxLength = maxLength;
    }

    /** What a token was. */
    enum Outcome {
        /** An integer: see {@link IntegerReader#value()}. */
        VALUE,
        /** Null. */
        NULL,
        /** No integer. */
        NOT_AN_INTEGER,
        /** An integer that the range does not hold. */
        OUT_OF_RANGE
    }

    /** The integer last read; unsigned 64-bit integers as their bits. */
    long value() {
        return value;
    }

    /** Reads the current token. A list or an object is left to the caller to skip. */
    Outcome read(IntegerRange range) throws IOException {
        value = 0;
        JsonToken token = parser.currentToken();
        return switch (token) {
            case VALUE_NULL -> Outcome.NULL;
            case VALUE_NUMBER_INT -> readInteger(range);
            case VALUE_NUMBER_FLOAT -> decimal(parser.text(), range);
            case VALUE_STRING -> readText(range);
            default -> Outcome.NOT_AN_INTEGER;
        };
    }

    private Outcome readText(IntegerRange range) {
        Ascii text = parser.strings().ascii();
        if (isPlain(text)) {
            return ranged(digits(text), range);
        }
        if (text.length() > maxLength || !NumberText.matches(text)) {
            return Outcome.NOT_AN_INTEGER;
        }
        return decimal(text.text(), range);
    }

    private Outcome readInteger(IntegerRange range) {
        Ascii source = parser.source();
        return isPlain(source) ? ranged(digits(source), range) : decimal(source.text(), range);
    }

    /** Digits without a sign or a leading zero that fit into a long: all times of our days. */
    private static boolean isPlain(Ascii text) {
        int length = text.length();
        if (length == 0 || length > MAX_SAFE_DIGITS + 1) {
            return false;
        }
        if (text.at(0) == '0') {
            return length == 1;
        }
        if (length > MAX_SAFE_DIGITS && text.at(0) > '8') {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.at(i) < '0' || text.at(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static long digits(Ascii text) {
        long digits = 0;
        for (int i = 0; i < text.length(); i++) {
            digits = digits * 10 + (text.at(i) - '0');
        }
        return digits;
    }

    private Outcome ranged(long integer, IntegerRange range) {
        if (!range.holds(integer)) {
            return Outcome.OUT_OF_RANGE;
        }
        value = integer;
        return Outcome.VALUE;
    }

    private Outcome decimal(String text, IntegerRange range) {
        BigDecimal decimal;
        try {
            decimal = new BigDecimal(text).stripTrailingZeros();
        } catch (NumberFormatException e) { // an exponent beyond 32 bit
            return Outcome.OUT_OF_RANGE;
        }
        if (decimal.scale() > 0) {
            return Outcome.NOT_AN_INTEGER;
        }
        if ((long) decimal.precision() - decimal.scale() > MAX_DIGITS) {
            return Outcome.OUT_OF_RANGE;
        }
        BigInteger integer = decimal.toBigIntegerExact();
        if (!range.holds(integer)) {
            return Outcome.OUT_OF_RANGE;
        }
        value = integer.longValue();
        return Outcome.VALUE;
    }
}
