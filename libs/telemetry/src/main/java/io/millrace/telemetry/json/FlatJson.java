package io.millrace.telemetry.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The texts and integers of one JSON object; members of any other type are skipped, so that later versions may add them. */
public final class FlatJson {
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE) // a dead letter's payload; Kafka bounds the record
                    .build())
            .build();

    private final String what;
    private final Map<String, Object> values;

    private FlatJson(String what, Map<String, Object> values) {
        this.what = what;
        this.values = values;
    }

    /**
     * Writes one object.
     *
     * @param sizeHint expected size in bytes
     */
    public static byte[] write(int sizeHint, Fields fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(sizeHint);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            fields.writeTo(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory refused a write", e);
        }
        return out.toByteArray();
    }

    /**
     * Reads one object.
     *
     * @param what what it is, for messages
     * @throws IllegalArgumentException if the bytes are no JSON object
     */
    public static FlatJson read(String what, byte[] json) {
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException(what + " must be a JSON object");
            }
            Map<String, Object> values = new HashMap<>();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                switch (parser.nextToken()) {
                    case VALUE_STRING -> values.put(name, parser.getText());
                    case VALUE_NUMBER_INT -> values.put(name, parser.getLongValue());
                    default -> parser.skipChildren();
                }
            }
            return new FlatJson(what, values);
        } catch (IOException e) { // without its message: it may quote the value
            throw new IllegalArgumentException(
                    what + " is not valid JSON: " + e.getClass().getSimpleName());
        }
    }

    /** The text of a member, null if it is absent or no text. */
    public @Nullable String text(String name) {
        return values.get(name) instanceof String text ? text : null;
    }

    /**
     * The text of a member.
     *
     * @throws IllegalArgumentException if it is absent or no text
     */
    public String requiredText(String name) {
        if (values.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(what + " has no text " + name);
    }

    /**
     * The integer of a member.
     *
     * @throws IllegalArgumentException if it is absent or no integer
     */
    public long requiredLong(String name) {
        if (values.get(name) instanceof Long number) {
            return number;
        }
        throw new IllegalArgumentException(what + " has no integer " + name);
    }

    /**
     * The integer of a member.
     *
     * @throws IllegalArgumentException if it is absent, no integer, or beyond 32 bit
     */
    public int requiredInt(String name) {
        long number = requiredLong(name);
        if (number != (int) number) {
            throw new IllegalArgumentException(what + " must have a 32-bit integer " + name + ": " + number);
        }
        return (int) number;
    }

    /** The integer of a member, or this one if it is absent or no integer. */
    public long longOr(String name, long otherwise) {
        return values.get(name) instanceof Long number ? number : otherwise;
    }

    /** Writes the members of an object. */
    public interface Fields {
        /**
         * Writes them all.
         *
         * @throws IOException never, where memory is written to
         */
        void writeTo(JsonGenerator json) throws IOException;
    }
}
