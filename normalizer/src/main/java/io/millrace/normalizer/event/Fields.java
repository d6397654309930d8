package io.millrace.normalizer.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.millrace.telemetry.otlp.AnyValue;
import io.millrace.telemetry.otlp.AnyValueJson;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes single fields; what OTLP treats as not sent (empty text, zero) is left out. */
final class Fields {
    private Fields() {}

    static void text(JsonGenerator json, SerializedString name, @Nullable String text) throws IOException {
        if (text != null && !text.isEmpty()) {
            json.writeFieldName(name);
            json.writeString(text);
        }
    }

    static void number(JsonGenerator json, SerializedString name, long number) throws IOException {
        json.writeFieldName(name);
        json.writeNumber(number);
    }

    static void numberUnlessZero(JsonGenerator json, SerializedString name, long number) throws IOException {
        if (number != 0) {
            number(json, name, number);
        }
    }

    static void real(JsonGenerator json, SerializedString name, @Nullable Double number) throws IOException {
        if (number != null) {
            json.writeFieldName(name);
            json.writeNumber(number); // non-finite ones become their quoted names
        }
    }

    /** An unsigned 64-bit integer; where the column cannot hold it, a flag does. */
    static void unsigned(JsonGenerator json, SerializedString name, long unsigned, Flags flags) throws IOException {
        if (unsigned < 0) {
            flags.addBeyondInt64(name.getValue(), unsigned);
        } else {
            number(json, name, unsigned);
        }
    }

    /** An unsigned 64-bit integer inside JSON: a number, or text where it has more than 63 bits. */
    static void unsignedValue(JsonGenerator json, long unsigned) throws IOException {
        if (unsigned < 0) {
            json.writeString(Long.toUnsignedString(unsigned));
        } else {
            json.writeNumber(unsigned);
        }
    }

    static void unsignedList(JsonGenerator json, List<Long> numbers) throws IOException {
        json.writeStartArray();
        for (long number : numbers) {
            unsignedValue(json, number);
        }
        json.writeEndArray();
    }

    static void realValue(JsonGenerator json, double number) throws IOException {
        AnyValueJson.write(json, new AnyValue.Real(number));
    }

    static void realList(JsonGenerator json, List<Double> numbers) throws IOException {
        json.writeStartArray();
        for (double number : numbers) {
            realValue(json, number);
        }
        json.writeEndArray();
    }
}
