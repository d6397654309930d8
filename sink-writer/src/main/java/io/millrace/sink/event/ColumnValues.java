package io.millrace.sink.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.telemetry.event.Column;
import io.millrace.telemetry.event.ColumnType;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/** Reads the value of one column, in the form that the table's writer takes. */
final class ColumnValues {
    private static final byte ESCAPE = '\\';

    private final ColumnType[] types;
    private final @Nullable Utf8[] newestText;

    ColumnValues(List<Column> columns) {
        this.types = columns.stream().map(Column::type).toArray(ColumnType[]::new);
        this.newestText = new Utf8[types.length];
    }

    /** False if the value has another type than the column. The parser stands behind the value afterwards. */
    boolean read(JsonParser in, JsonToken token, byte[] event, int index, @Nullable Object[] row) throws IOException {
        Object value = switch (types[index]) {
            case STRING -> token == JsonToken.VALUE_STRING ? text(in, event, index) : null;
            case JSON -> json(in, event, index);
            case LONG, TIMESTAMP -> longValue(in, token);
            case INT -> intValue(in, token);
            case DOUBLE -> doubleValue(in, token);
            case BOOLEAN -> booleanValue(token);
        };
        if (value == null) {
            in.skipChildren();
            return false;
        }
        row[index] = value;
        return true;
    }

    /** JSON stays the bytes that came. */
    private Utf8 json(JsonParser in, byte[] event, int index) throws IOException {
        int start = startOf(in);
        in.skipChildren();
        in.finishToken();
        return newestOr(event, start, endOf(in), index);
    }

    /** A text is the bytes between its quotes, unless some of them are escaped. */
    private Utf8 text(JsonParser in, byte[] event, int index) throws IOException {
        int start = startOf(in) + 1;
        in.finishToken();
        int end = endOf(in) - 1;
        for (int at = start; at < end; at++) {
            if (event[at] == ESCAPE) {
                return new Utf8(in.getText());
            }
        }
        return newestOr(event, start, end, index);
    }

    /** Most values are the same in event after event: the newest of each column is kept, so that a batch holds them once. */
    private Utf8 newestOr(byte[] event, int start, int end, int index) {
        Utf8 newest = newestText[index];
        if (newest != null && Arrays.equals(event, start, end, newest.getBytes(), 0, newest.getByteLength())) {
            return newest;
        }
        Utf8 text = new Utf8(Arrays.copyOfRange(event, start, end));
        newestText[index] = text;
        return text;
    }

    private static int startOf(JsonParser in) {
        return (int) in.currentTokenLocation().getByteOffset();
    }

    private static int endOf(JsonParser in) {
        return (int) in.currentLocation().getByteOffset();
    }

    private static @Nullable Long longValue(JsonParser in, JsonToken token) throws IOException {
        if (token != JsonToken.VALUE_NUMBER_INT || in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            return null;
        }
        return in.getLongValue();
    }

    private static @Nullable Integer intValue(JsonParser in, JsonToken token) throws IOException {
        if (token != JsonToken.VALUE_NUMBER_INT || in.getNumberType() != JsonParser.NumberType.INT) {
            return null;
        }
        return in.getIntValue();
    }

    private static @Nullable Double doubleValue(JsonParser in, JsonToken token) throws IOException {
        if (token.isNumeric()) {
            return in.getDoubleValue();
        }
        if (token != JsonToken.VALUE_STRING) {
            return null;
        }
        return switch (in.getText()) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> null;
        };
    }

    private static @Nullable Boolean booleanValue(JsonToken token) {
        return switch (token) {
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            default -> null;
        };
    }
}
