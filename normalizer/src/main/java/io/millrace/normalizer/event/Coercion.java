package io.millrace.normalizer.event;

import io.millrace.telemetry.event.ColumnType;
import io.millrace.telemetry.otlp.AnyValue;
import io.millrace.telemetry.otlp.AnyValueJson;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Fits attribute values to the type of a promoted column; clients send numbers and booleans also as text. */
final class Coercion {
    private static final int LONGEST_NUMBER = 40;

    private Coercion() {}

    /** The value in the column's type, or null if it does not fit; the attribute itself stays as it was sent. */
    static @Nullable AnyValue fit(ColumnType type, AnyValue value) {
        if (value instanceof AnyValue.Empty) {
            return null;
        }
        return switch (type) {
            case STRING -> value instanceof AnyValue.Text ? value : new AnyValue.Text(AnyValueJson.text(value));
            case LONG, INT -> toLong(value);
            case DOUBLE -> toDouble(value);
            case BOOLEAN -> toBoolean(value);
            case TIMESTAMP, JSON -> null;
        };
    }

    private static @Nullable AnyValue toLong(AnyValue value) {
        if (value instanceof AnyValue.Int) {
            return value;
        }
        AnyValue number = toDouble(value);
        if (value instanceof AnyValue.Text text && isInteger(text.value())) {
            try {
                return new AnyValue.Int(Long.parseLong(text.value()));
            } catch (NumberFormatException e) {
                return null; // beyond 64 bit: the text stays in the attributes
            }
        }
        if (number instanceof AnyValue.Real real && real.value() == Math.rint(real.value())) {
            long rounded = (long) real.value();
            return rounded == real.value() && rounded != Long.MAX_VALUE ? new AnyValue.Int(rounded) : null;
        }
        return null;
    }

    private static @Nullable AnyValue toDouble(AnyValue value) {
        if (value instanceof AnyValue.Real) {
            return value;
        }
        if (value instanceof AnyValue.Int number) {
            return new AnyValue.Real(number.value());
        }
        if (value instanceof AnyValue.Text text && isNumber(text.value())) {
            try {
                return new AnyValue.Real(Double.parseDouble(text.value()));
            } catch (NumberFormatException e) {
                return null;
            }
        }
        return null;
    }

    private static @Nullable AnyValue toBoolean(AnyValue value) {
        if (value instanceof AnyValue.Bool) {
            return value;
        }
        if (value instanceof AnyValue.Text text) {
            return switch (text.value().toLowerCase(Locale.ROOT)) {
                case "true" -> new AnyValue.Bool(true);
                case "false" -> new AnyValue.Bool(false);
                default -> null;
            };
        }
        return null;
    }

    private static boolean isInteger(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.length() > start && text.length() <= LONGEST_NUMBER;
    }

    /** Java parses more than JSON numbers, such as {@code 1d} and {@code 0x1p3}; those stay text. */
    private static boolean isNumber(String text) {
        if (text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity")) {
            return true;
        }
        if (text.isEmpty() || text.length() > LONGEST_NUMBER) {
            return false;
        }
        boolean digits = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            digits |= digit;
            if (!digit && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
                return false;
            }
        }
        return digits && text.charAt(0) != '+';
    }
}
