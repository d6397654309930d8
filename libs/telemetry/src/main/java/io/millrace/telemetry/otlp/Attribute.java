package io.millrace.telemetry.otlp;

import static java.util.Objects.requireNonNull;

/**
 * One key and its value.
 *
 * @param key never empty: attributes with an empty key are dropped by the reader and flagged (NAM-4)
 * @param value the typed value
 */
public record Attribute(String key, AnyValue value) {
    /** Refuses null. */
    public Attribute {
        requireNonNull(key, "key");
        requireNonNull(value, "value");
    }
}
