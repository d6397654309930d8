package io.millrace.telemetry.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes values and attributes in the JSON form in which they are stored, with their types kept, and as the plain text that
 * stands in columns (ANY-5).
 *
 * <p>The typed form: text, integers, booleans, lists and maps are JSON's own; a double always has a point or an exponent; the
 * empty value is null; bytes are {@code {"$bytes":"<base64>"}}, doubles that are no finite number {@code {"$double":"NaN"}},
 * unreadable values {@code {"$unreadable":"<text>"}}. A key of a map that begins with {@code $} gets one more {@code $}. The
 * keys of the attributes themselves are written as they are. Where a key is repeated, its last value counts.
 */
public final class AnyValueJson {
    private static final JsonFactory FACTORY = new JsonFactoryBuilder().build();
    private static final char MARK = '$';
    private static final int FEW = 16; // so many keys are compared pair by pair

    private AnyValueJson() {}

    /** Writes attributes as one object, keyed by their exact keys. */
    public static void writeAttributes(JsonGenerator json, List<Attribute> attributes) throws IOException {
        writeObject(json, attributes, true, false);
    }

    /** Writes a value in its typed form. */
    public static void write(JsonGenerator json, AnyValue value) throws IOException {
        write(json, value, true);
    }

    /**
     * The text of a value: strings as they are, the empty value as empty text, bytes in base64, numbers as in JSON, NaN and
     * Infinity by name, lists and maps as JSON with bytes in base64 and such numbers as strings.
     */
    public static String text(AnyValue value) {
        if (value instanceof AnyValue.Text text) {
            return text.value();
        }
        if (value instanceof AnyValue.Unreadable unreadable) {
            return unreadable.text();
        }
        if (value instanceof AnyValue.Bytes bytes) {
            return base64(bytes.value());
        }
        if (value instanceof AnyValue.Real real) {
            return Double.toString(real.value());
        }
        return value instanceof AnyValue.Empty ? "" : plainJson(value);
    }

    private static String plainJson(AnyValue value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            write(json, value, false);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, AnyValue value, boolean typed) throws IOException {
        if (value instanceof AnyValue.Text text) {
            json.writeString(text.value());
        } else if (value instanceof AnyValue.Int integer) {
            json.writeNumber(integer.value());
        } else if (value instanceof AnyValue.Real real) {
            writeDouble(json, real.value(), typed);
        } else if (value instanceof AnyValue.Bool bool) {
            json.writeBoolean(bool.value());
        } else if (value instanceof AnyValue.Empty) {
            json.writeNull();
        } else if (value instanceof AnyValue.Array array) {
            json.writeStartArray();
            for (AnyValue element : array.values()) {
                write(json, element, typed);
            }
            json.writeEndArray();
        } else if (value instanceof AnyValue.KeyValues pairs) {
            writeObject(json, pairs.values(), typed, typed);
        } else if (value instanceof AnyValue.Bytes bytes) {
            writeMarked(json, "$bytes", base64(bytes.value()), typed);
        } else if (value instanceof AnyValue.Unreadable unreadable) {
            writeMarked(json, "$unreadable", unreadable.text(), typed);
        }
    }

    private static void writeObject(JsonGenerator json, List<Attribute> pairs, boolean typed, boolean escapeKeys)
            throws IOException {
        boolean[] repeated = repeated(pairs);
        json.writeStartObject();
        for (int i = 0; i < pairs.size(); i++) {
            if (!repeated[i]) {
                String key = pairs.get(i).key();
                boolean escape = escapeKeys && !key.isEmpty() && key.charAt(0) == MARK;
                json.writeFieldName(escape ? MARK + key : key);
                write(json, pairs.get(i).value(), typed);
            }
        }
        json.writeEndObject();
    }

    /** Which pairs have a later one with the same key. */
    private static boolean[] repeated(List<Attribute> pairs) {
        boolean[] repeated = new boolean[pairs.size()];
        if (pairs.size() > FEW) {
            Set<String> later = new HashSet<>(pairs.size() * 2);
            for (int i = pairs.size() - 1; i >= 0; i--) {
                repeated[i] = !later.add(pairs.get(i).key());
            }
            return repeated;
        }
        for (int i = 0; i < pairs.size(); i++) {
            for (int j = i + 1; j < pairs.size() && !repeated[i]; j++) {
                repeated[i] = pairs.get(i).key().equals(pairs.get(j).key());
            }
        }
        return repeated;
    }

    private static void writeDouble(JsonGenerator json, double value, boolean typed) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            writeMarked(json, "$double", Double.toString(value), typed);
        }
    }

    private static void writeMarked(JsonGenerator json, String mark, String text, boolean typed) throws IOException {
        if (typed) {
            json.writeStartObject();
            json.writeStringField(mark, text);
            json.writeEndObject();
        } else {
            json.writeString(text);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
