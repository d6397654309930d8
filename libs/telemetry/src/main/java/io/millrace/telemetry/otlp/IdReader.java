package io.millrace.telemetry.otlp;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads trace and span ids: hex of a fixed length, stored in lower case (ID-1 to ID-5). */
final class IdReader {
    /** Hex digits of a trace id. */
    static final int TRACE_ID_DIGITS = 32;

    /** Hex digits of a span id. */
    static final int SPAN_ID_DIGITS = 16;

    private static final int BASE64_GROUP = 4;
    private static final int BYTES_PER_GROUP = 3;

    private final JsonCursor parser;
    private @Nullable String value;

    IdReader(JsonCursor parser) {
        this.parser = parser;
    }

    /** What a token was. */
    enum Outcome {
        /** A valid id: see {@link IdReader#value()}. */
        VALUE,
        /** Null, an empty string or all zeroes: there is no id. */
        ABSENT,
        /** Anything else. */
        INVALID,
        /** Invalid, and of the length and alphabet that base64 gives an id of this size. */
        BASE64
    }

    /** The id last read in lower case, null unless the outcome was a value and it was asked for. */
    @Nullable
    String value() {
        return value;
    }

    /** Reads the current token; a list or an object is left to the caller to skip. */
    Outcome read(int digits, boolean wanted) throws IOException {
        value = null;
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return Outcome.ABSENT;
        }
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            return Outcome.INVALID;
        }
        Ascii text = parser.strings().ascii();
        Outcome outcome = text.length() == digits ? hex(text) : otherLength(text, digits);
        if (outcome == Outcome.VALUE && wanted) {
            value = text.text().toLowerCase(Locale.ROOT);
        }
        return outcome;
    }

    private static Outcome hex(Ascii text) {
        boolean zero = true;
        for (int i = 0; i < text.length(); i++) {
            int digit = Character.digit(text.at(i), 16);
            if (digit < 0) {
                return Outcome.INVALID;
            }
            zero &= digit == 0;
        }
        return zero ? Outcome.ABSENT : Outcome.VALUE;
    }

    private static Outcome otherLength(Ascii text, int digits) {
        int length = text.length();
        if (length == 0) {
            return Outcome.ABSENT;
        }
        int padded = (digits / 2 + BYTES_PER_GROUP - 1) / BYTES_PER_GROUP * BASE64_GROUP;
        if (length > padded || length < padded - 2) {
            return Outcome.INVALID;
        }
        for (int i = 0; i < length; i++) {
            int c = text.at(i);
            boolean alphabet = c > 0 && (Character.isLetterOrDigit(c) || "+/-_=".indexOf(c) >= 0);
            if (!alphabet) {
                return Outcome.INVALID;
            }
        }
        return Outcome.BASE64;
    }
}
