package io.millrace.telemetry.directory;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of one small JSON object; what is absent, null or of another type reads as absent. */
final class JsonFields {
    private final Map<String, Object> values;

    private JsonFields(Map<String, Object> values) {
        this.values = values;
    }

    /**
     * Parses an object.
     *
     * @throws IllegalArgumentException if the bytes are no JSON object
     */
    static JsonFields parse(byte[] json) {
        try (JsonParser parser = DirectoryJson.JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("directory value must be a JSON object");
            }
            return new JsonFields(object(parser));
        } catch (IOException e) {
            // the cause's message could quote the value
            throw new IllegalArgumentException(
                    "directory value is not valid JSON: " + e.getClass().getSimpleName());
        }
    }

    @Nullable
    String text(String name) {
        return values.get(name) instanceof String text ? text : null;
    }

    String requiredText(String name) {
        String text = text(name);
        if (text == null) {
            throw new IllegalArgumentException("directory value has no field " + name);
        }
        return text;
    }

    @Nullable
    Long number(String name) {
        return values.get(name) instanceof Long number ? number : null;
    }

    long requiredLong(String name) {
        Long number = number(name);
        if (number == null) {
            throw new IllegalArgumentException("directory value has no number " + name);
        }
        return number;
    }

    boolean flag(String name, boolean absent) {
        return values.get(name) instanceof Boolean flag ? flag : absent;
    }

    JsonFields fields(String name) {
        return values.get(name) instanceof JsonFields fields ? fields : new JsonFields(Map.of());
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    List<JsonFields> list(String name) {
        List<JsonFields> list = new ArrayList<>();
        if (values.get(name) instanceof List<?> elements) {
            for (Object element : elements) {
                if (element instanceof JsonFields fields) {
                    list.add(fields);
                }
            }
        }
        return list;
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> values = new HashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            Object value = value(parser);
            if (value != null) {
                values.put(name, value);
            }
        }
        return values;
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case START_OBJECT -> new JsonFields(object(parser));
            case START_ARRAY -> array(parser);
            default -> null;
        };
    }

    private static List<Object> array(JsonParser parser) throws IOException {
        List<Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            Object element = value(parser);
            if (element != null) {
                elements.add(element);
            }
        }
        return elements;
    }
}
