package io.millrace.telemetry.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonToken;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Steps over the tokens of one body of strict JSON (RFC 8259), which must be well-formed UTF-8. Nothing is decoded, copied or
 * hashed until it is asked for, strings are passed eight bytes at a time, and the names that OTLP has are recognised without
 * making them: this is why it stands here beside Jackson's parser (ADR 0018). Its stack is one bit per level.
 */
final class JsonCursor {
    private static final int BLANK = ' ';

    private final byte[] body;
    private final int end;
    private final OtlpLimits limits;
    private final JsonStrings strings;
    private final JsonNumbers numbers;

    private int position;
    private int tokenStart;
    private JsonToken token = JsonToken.NOT_AVAILABLE;
    private boolean inObject;
    private boolean firstElement = true;
    private boolean behindName;
    private int depth;
    private boolean[] objects = new boolean[32];

    /** Stands before the first token of a body. */
    JsonCursor(byte[] body, int start, OtlpLimits limits) {
        this.body = body;
        this.end = body.length;
        this.position = start;
        this.limits = limits;
        this.strings = new JsonStrings(body);
        this.numbers = new JsonNumbers(body);
    }

    /** The token at which it stands; not available before the first and behind the last one. */
    JsonToken currentToken() {
        return token;
    }

    /** Offset in the body of the first byte of the current token. */
    int tokenStart() {
        return tokenStart;
    }

    /** Offset in the body behind what was read: behind the current token, or where reading failed. */
    int position() {
        return position;
    }

    /** The strings of this body: the current token, if it is one. */
    JsonStrings strings() {
        return strings;
    }

    /** The current string decoded, or the source of the current number or literal. */
    String text() {
        return token == JsonToken.VALUE_STRING
                ? strings.text()
                : new String(body, tokenStart, position - tokenStart, UTF_8);
    }

    /** The source of the current number. */
    Ascii source() {
        return new Ascii(body, tokenStart, position);
    }

    /** Goes to the next token; not available behind the last one. */
    JsonToken nextToken() throws JsonFault {
        token = next();
        return token;
    }

    /** Goes to the next token, which is the name of a member or the end of the object; null at the end. */
    @Nullable
    String nextFieldName() throws JsonFault {
        token = next();
        return token == JsonToken.FIELD_NAME ? strings.name() : null;
    }

    /** Goes to the end of the object or list at which it stands; stays where it is at anything else. */
    void skipChildren() throws JsonFault {
        if (token != JsonToken.START_OBJECT && token != JsonToken.START_ARRAY) {
            return;
        }
        int outside = depth - 1;
        while (depth > outside) {
            token = next();
        }
    }

    /** Goes to the end of the object at which it stands if that is an attribute with a string in its most frequent form. */
    boolean skipStringPair() {
        if (token != JsonToken.START_OBJECT || depth >= limits.maxJsonDepth()) {
            return false;
        }
        int behind = StringPair.end(body, tokenStart, strings, limits);
        if (behind < 0) {
            return false;
        }
        position = behind - 1;
        token = leave();
        return true;
    }

    private JsonToken next() throws JsonFault {
        if (behindName) {
            behindName = false;
            separator(':');
            return value(skipBlanks());
        }
        int next = skipBlanks();
        if (depth == 0) {
            return root(next);
        }
        if (next == (inObject ? '}' : ']')) {
            return leave();
        }
        if (!firstElement) {
            separator(',');
            next = skipBlanks();
        }
        firstElement = false;
        return inObject ? name(next) : value(next);
    }

    private JsonToken root(int next) throws JsonFault {
        return next < 0 ? JsonToken.NOT_AVAILABLE : value(next);
    }

    private JsonToken name(int next) throws JsonFault {
        if (next != '"') {
            throw unexpected();
        }
        string();
        if (strings.sourceLength() > limits.maxNameBytes()) {
            throw new JsonFault(JsonFault.Kind.LIMIT);
        }
        behindName = true;
        return JsonToken.FIELD_NAME;
    }

    private JsonToken value(int next) throws JsonFault {
        switch (next) {
            case '"' -> {
                string();
                return JsonToken.VALUE_STRING;
            }
            case '{' -> {
                return enter(true);
            }
            case '[' -> {
                return enter(false);
            }
            case 't' -> {
                return literal("true", JsonToken.VALUE_TRUE);
            }
            case 'f' -> {
                return literal("false", JsonToken.VALUE_FALSE);
            }
            case 'n' -> {
                return literal("null", JsonToken.VALUE_NULL);
            }
            default -> {
                return number();
            }
        }
    }

    private void string() throws JsonFault {
        tokenStart = position;
        position = strings.read(position + 1);
    }

    private JsonToken enter(boolean object) throws JsonFault {
        tokenStart = position++;
        if (depth == limits.maxJsonDepth()) {
            throw new JsonFault(JsonFault.Kind.LIMIT);
        }
        if (depth == objects.length) {
            objects = Arrays.copyOf(objects, 2 * depth);
        }
        objects[depth++] = object;
        inObject = object;
        firstElement = true;
        return object ? JsonToken.START_OBJECT : JsonToken.START_ARRAY;
    }

    private JsonToken leave() {
        tokenStart = position++;
        JsonToken left = inObject ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
        depth--;
        inObject = depth > 0 && objects[depth - 1];
        firstElement = false;
        return left;
    }

    private JsonToken literal(String literal, JsonToken read) throws JsonFault {
        tokenStart = position;
        for (int i = 0; i < literal.length(); i++) {
            if (position >= end || body[position] != literal.charAt(i)) {
                throw unexpected();
            }
            position++;
        }
        return read;
    }

    private JsonToken number() throws JsonFault {
        tokenStart = position;
        position = numbers.read(position);
        if (!numbers.isComplete()) {
            throw unexpected();
        }
        if (position - tokenStart > limits.maxNumberLength()) {
            throw new JsonFault(JsonFault.Kind.LIMIT);
        }
        return numbers.isInteger() ? JsonToken.VALUE_NUMBER_INT : JsonToken.VALUE_NUMBER_FLOAT;
    }

    private void separator(char expected) throws JsonFault {
        if (skipBlanks() != expected) {
            throw unexpected();
        }
        position++;
    }

    /** The next byte that is no blank, which is not consumed; negative at the end. */
    private int skipBlanks() {
        while (position < end) {
            int next = body[position];
            if (next > BLANK || !(next == BLANK || next == '\n' || next == '\r' || next == '\t')) {
                return next & 0xFF;
            }
            position++;
        }
        return -1;
    }

    private JsonFault unexpected() {
        return new JsonFault(position >= end ? JsonFault.Kind.CUT_OFF : JsonFault.Kind.SYNTAX);
    }
}
