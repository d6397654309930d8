package io.millrace.redaction;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.millrace.telemetry.otlp.AnyValue;
import io.millrace.telemetry.otlp.Attribute;
import java.io.IOException;
import java.util.Base64;
import java.util.List;

/** Reads values back from the form in which they are stored, see {@code AnyValueJson}. */
final class StoredJson {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String MARK = "$";

    private StoredJson() {}

    /**
     * The value that the text holds.
     *
     * @throws IllegalArgumentException if it is no JSON
     */
    static AnyValue read(String json) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            return parser.nextToken() == null ? AnyValue.EMPTY : unmarked(PlainJson.value(parser));
        } catch (IOException e) {
            // the cause's message could quote the value
            throw new IllegalArgumentException("a stored column is not valid JSON");
        }
    }

    /** The attributes that a column of attributes holds; none if it holds something else. */
    static List<Attribute> attributes(AnyValue value) {
        return value instanceof AnyValue.KeyValues map ? map.values() : List.of();
    }

    private static AnyValue unmarked(AnyValue value) {
        if (value instanceof AnyValue.Array array) {
            return new AnyValue.Array(
                    array.values().stream().map(StoredJson::unmarked).toList());
        }
        return value instanceof AnyValue.KeyValues map ? unmarked(map.values()) : value;
    }

    private static AnyValue unmarked(List<Attribute> members) {
        if (members.size() == 1 && members.get(0).value() instanceof AnyValue.Text text) {
            AnyValue marked = marked(members.get(0).key(), text.value());
            if (!(marked instanceof AnyValue.Empty)) {
                return marked;
            }
        }
        return new AnyValue.KeyValues(members.stream()
                .map(member -> new Attribute(plain(member.key()), unmarked(member.value())))
                .toList());
    }

    private static AnyValue marked(String key, String text) {
        return switch (key) {
            case "$bytes" -> new AnyValue.Bytes(Base64.getDecoder().decode(text));
            case "$double" -> new AnyValue.Real(Double.parseDouble(text));
            case "$unreadable" -> new AnyValue.Unreadable(text, "stringValue");
            default -> AnyValue.EMPTY;
        };
    }

    /** Only a key that begins with two marks was escaped; keys of the attributes themselves are as they were sent. */
    private static String plain(String key) {
        return key.startsWith(MARK + MARK) ? key.substring(1) : key;
    }
}
