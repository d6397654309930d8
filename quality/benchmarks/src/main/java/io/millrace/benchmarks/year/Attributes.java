package io.millrace.benchmarks.year;

import java.util.LinkedHashMap;
import java.util.Map;

/** Attributes in the order in which they are named, so that the same seed writes the same text. */
final class Attributes {
    private Attributes() {}

    static Map<String, Object> of(Object... keysAndValues) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            attributes.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
        }
        return attributes;
    }
}
