package io.millrace.redaction;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.telemetry.otlp.AnyValue;
import io.millrace.telemetry.otlp.Attribute;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes attributes and values in the form of OTLP/JSON. */
final class OtlpValueJson {
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/=_-]*");

    private OtlpValueJson() {}

    static void attributes(JsonGenerator json, String name, List<Attribute> attributes) throws IOException {
        json.writeArrayFieldStart(name);
        for (Attribute attribute : attributes) {
            json.writeStartObject();
            json.writeStringField("key", attribute.key());
            json.writeFieldName("value");
            value(json, attribute.value());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void value(JsonGenerator json, AnyValue value) throws IOException {
        if (value instanceof AnyValue.Unreadable unreadable && !staysUnreadable(unreadable)) {
            json.writeString(unreadable.text()); // a bare text where an object belongs cannot be read either
            return;
        }
        json.writeStartObject();
        if (value instanceof AnyValue.Text text) {
            json.writeStringField("stringValue", text.value());
        } else if (value instanceof AnyValue.Bool bool) {
            json.writeBooleanField("boolValue", bool.value());
        } else if (value instanceof AnyValue.Int number) {
            json.writeStringField("intValue", Long.toString(number.value()));
        } else if (value instanceof AnyValue.Real real) {
            json.writeFieldName("doubleValue");
            real(json, real.value());
        } else if (value instanceof AnyValue.Bytes bytes) {
            json.writeStringField("bytesValue", Base64.getEncoder().encodeToString(bytes.value()));
        } else if (value instanceof AnyValue.Array array) {
            json.writeObjectFieldStart("arrayValue");
            json.writeArrayFieldStart("values");
            for (AnyValue element : array.values()) {
                value(json, element);
            }
            json.writeEndArray();
            json.writeEndObject();
        } else if (value instanceof AnyValue.KeyValues map) {
            json.writeObjectFieldStart("kvlistValue");
            attributes(json, "values", map.values());
            json.writeEndObject();
        } else if (value instanceof AnyValue.Unreadable unreadable) {
            // stays unreadable as what it was declared to be, and is flagged again
            json.writeStringField(unreadable.declaredField(), unreadable.text());
        }
        json.writeEndObject();
    }

    /** Whether the text, in a string of the field that was declared, is again nothing that its type can hold. */
    private static boolean staysUnreadable(AnyValue.Unreadable unreadable) {
        return switch (unreadable.declaredField()) {
            case "boolValue", "intValue", "doubleValue", "arrayValue", "kvlistValue" -> true;
            case "bytesValue" -> !BASE64.matcher(unreadable.text()).matches();
            default -> false;
        };
    }

    static void real(JsonGenerator json, double number) throws IOException {
        json.writeNumber(number); // NaN and infinite values become their quoted names
    }

    static void realField(JsonGenerator json, String name, @Nullable Double number) throws IOException {
        if (number != null) {
            json.writeFieldName(name);
            real(json, number);
        }
    }

    static void unsignedField(JsonGenerator json, String name, long unsigned) throws IOException {
        json.writeStringField(name, Long.toUnsignedString(unsigned));
    }

    static void textField(JsonGenerator json, String name, @Nullable String text) throws IOException {
        if (text != null && !text.isEmpty()) {
            json.writeStringField(name, text);
        }
    }
}
