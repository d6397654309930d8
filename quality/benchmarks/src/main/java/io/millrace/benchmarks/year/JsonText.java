package io.millrace.benchmarks.year;

import java.util.Map;

/** Attributes as the JSON text of the tables. The texts that are made here need no escapes but quotes. */
final class JsonText {
    private JsonText() {}

    static String of(Map<String, Object> attributes) {
        StringBuilder json = new StringBuilder(64 + attributes.size() * 40).append('{');
        for (Map.Entry<String, Object> attribute : attributes.entrySet()) {
            if (json.length() > 1) {
                json.append(',');
            }
            text(json, attribute.getKey());
            json.append(':');
            if (attribute.getValue() instanceof String string) {
                text(json, string);
            } else {
                json.append(attribute.getValue());
            }
        }
        return json.append('}').toString();
    }

    private static void text(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\');
            }
            json.append(c);
        }
        json.append('"');
    }
}
