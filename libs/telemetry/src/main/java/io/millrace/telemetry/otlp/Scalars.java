package io.millrace.telemetry.otlp;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads single members by the rules that OTLP has for their kind; null is always the same as absent (NUL-1). */
final class Scalars {
    private final ReadContext context;
    private final JsonCursor parser;
    private final IntegerReader integers;
    private final DoubleReader doubles;
    private final IdReader ids;

    Scalars(ReadContext context) {
        this.context = context;
        this.parser = context.parser();
        this.integers = new IntegerReader(parser, context.limits().maxNumberLength());
        this.doubles = new DoubleReader(parser, context.limits().maxNumberLength());
        this.ids = new IdReader(parser);
    }

    /** A string; empty if absent, refused, or not wanted. */
    String string(String member) throws IOException, MalformedBody {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return withinLimit(member) && context.building() ? text() : "";
        }
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
            context.refuseMember(member, Fault.WRONG_TYPE);
        }
        return "";
    }

    /** An attribute key; null if it is no usable key. */
    @Nullable
    String key() throws IOException, MalformedBody {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            context.flag(parser.currentToken() == JsonToken.VALUE_NULL ? Oddity.EMPTY_KEY : Oddity.FIELD_IGNORED);
            parser.skipChildren();
            return null;
        }
        int max = context.limits().maxNameBytes();
        if (sizeBytes() > max) {
            context.refuse("key", Fault.KEY_TOO_LONG);
            return null;
        }
        if (sizeBytes() == 0) {
            context.flag(Oddity.EMPTY_KEY);
            return null;
        }
        return context.building() ? text() : "";
    }

    /** Whether the current string is within the limit; if not, the record is refused. */
    boolean withinLimit(String member) throws IOException, MalformedBody {
        int max = context.limits().maxStringBytes();
        if (sizeBytes() <= max) {
            return true;
        }
        context.refuse(member, Fault.STRING_TOO_LONG);
        return false;
    }

    /** The current string, or the source of the current number or literal, well-formed. */
    String text() throws IOException {
        String text = parser.text();
        if (parser.currentToken() == JsonToken.VALUE_STRING && parser.strings().wasMended()) {
            context.flag(Oddity.TEXT_MENDED);
        }
        return text;
    }

    /** Nanoseconds since 1970 as unsigned 64 bit, 0 if absent. */
    long time(String member) throws IOException, MalformedBody {
        return switch (integers.read(IntegerRange.UINT64)) {
            case VALUE -> integers.value();
            case NULL -> 0;
            case NOT_AN_INTEGER, OUT_OF_RANGE -> refused(member, Fault.INVALID_TIME);
        };
    }

    /** An integer, 0 if absent or refused. */
    long integer(String member, IntegerRange range) throws IOException, MalformedBody {
        return switch (integers.read(range)) {
            case VALUE -> integers.value();
            case NULL -> 0;
            case NOT_AN_INTEGER -> refused(member, Fault.INVALID_INTEGER);
            case OUT_OF_RANGE -> refused(member, Fault.OUT_OF_RANGE);
        };
    }

    /** An unsigned 32-bit integer of minor weight: what cannot be read is left out and flagged (INT-7). */
    long minor() throws IOException {
        return flagged(IntegerRange.UINT32, Oddity.FIELD_IGNORED);
    }

    /** The number of an enum; what is no number is 0 and flagged (ENM-1 to ENM-4). */
    int enumeration() throws IOException {
        return (int) flagged(IntegerRange.INT32, Oddity.ENUM_NOT_A_NUMBER);
    }

    /** A 64-bit integer whose errors are the caller's to handle; a list or an object is not skipped. */
    IntegerReader.Outcome tryInteger() throws IOException {
        return integers.read(IntegerRange.INT64);
    }

    /** The integer of the last {@link #tryInteger()} that succeeded. */
    long lastInteger() {
        return integers.value();
    }

    /** A double, null if absent or refused. */
    @Nullable
    Double number(String member) throws IOException, MalformedBody {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (doubles.read()) {
            return doubles.value();
        }
        context.refuse(member, Fault.INVALID_NUMBER);
        parser.skipChildren();
        return null;
    }

    /** A double whose errors are the caller's to handle; a list or an object is not skipped. */
    boolean tryNumber() throws IOException {
        return doubles.read();
    }

    /** The double of the last {@link #tryNumber()} that succeeded. */
    double lastNumber() {
        return doubles.value();
    }

    /** A boolean, false if absent or refused. */
    boolean bool(String member) throws IOException, MalformedBody {
        switch (parser.currentToken()) {
            case VALUE_TRUE -> {
                return true;
            }
            case VALUE_FALSE, VALUE_NULL -> {
                return false;
            }
            default -> {
                context.refuseMember(member, Fault.INVALID_BOOLEAN);
                return false;
            }
        }
    }

    /** What the current token is as an id. */
    IdReader.Outcome id(int digits) throws IOException {
        IdReader.Outcome outcome = ids.read(digits, context.building());
        parser.skipChildren();
        return outcome;
    }

    /** The id of the last {@link #id}, null if there was none or if it is not wanted. */
    @Nullable
    String lastId() {
        return ids.value();
    }

    /** An id that is left out and flagged if it is not valid (ID-2). */
    @Nullable
    String optionalId(int digits) throws IOException {
        switch (id(digits)) {
            case INVALID, BASE64 -> context.flag(Oddity.INVALID_ID);
            case VALUE, ABSENT -> {}
        }
        return ids.value();
    }

    private long flagged(IntegerRange range, Oddity oddity) throws IOException {
        return switch (integers.read(range)) {
            case VALUE -> integers.value();
            case NULL -> 0;
            case NOT_AN_INTEGER, OUT_OF_RANGE -> {
                context.flag(oddity);
                parser.skipChildren();
                yield 0;
            }
        };
    }

    private long refused(String member, Fault fault) throws IOException, MalformedBody {
        context.refuse(member, fault);
        parser.skipChildren();
        return 0;
    }

    private int sizeBytes() {
        return parser.strings().sourceLength();
    }
}
