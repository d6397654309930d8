package io.millrace.telemetry.otlp;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An OTLP {@code AnyValue} with its type kept (conformance ANY-1). */
public sealed interface AnyValue {

    /** No value set: {@code {}} or a null member (ANY-2, NUL-3). */
    record Empty() implements AnyValue {}

    /** Text. */
    record Text(String value) implements AnyValue {
        /** Refuses null. */
        public Text {
            requireNonNull(value, "value");
        }
    }

    /** A boolean. */
    record Bool(boolean value) implements AnyValue {}

    /** A signed 64-bit integer. */
    record Int(long value) implements AnyValue {}

    /** An IEEE double; may be NaN or infinite (DBL-2). */
    record Real(double value) implements AnyValue {}

    /** Bytes. The array is not copied: treat it as immutable. */
    @SuppressWarnings("ArrayRecordComponent") // equality is by content; a copy per value would cost more than it guards
    record Bytes(byte[] value) implements AnyValue {
        /** Refuses null. */
        public Bytes {
            requireNonNull(value, "value");
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Bytes bytes && Arrays.equals(value, bytes.value);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }

        @Override
        public String toString() {
            return "Bytes[" + value.length + " bytes]";
        }
    }

    /** An array of values of any types. */
    record Array(List<AnyValue> values) implements AnyValue {
        /** Copies the list. */
        public Array {
            values = List.copyOf(values);
        }
    }

    /** A list of key-value pairs, in the order sent; a repeated key's last value wins (NAM-3). */
    record KeyValues(List<Attribute> values) implements AnyValue {
        /** Copies the list. */
        public KeyValues {
            values = List.copyOf(values);
        }
    }

    /**
     * A value that its declared type cannot hold, kept as the text that was sent (INT-6, BYT-5, BOO-1, DBL-3).
     *
     * @param text the JSON token's text as it came
     * @param declaredField the member that held it, such as {@code intValue}
     */
    record Unreadable(String text, String declaredField) implements AnyValue {
        /** Refuses null. */
        public Unreadable {
            requireNonNull(text, "text");
            requireNonNull(declaredField, "declaredField");
        }
    }

    /** The value of an empty {@code AnyValue}. */
    AnyValue EMPTY = new Empty();
}
