package io.millrace.redaction;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.telemetry.otlp.AnyValue;
import io.millrace.telemetry.otlp.Attribute;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads JSON of any sender as values; no member has a meaning of its own. */
final class PlainJson {
    private PlainJson() {}

    /** The value at the parser's token; the parser stands at its last token afterwards. */
    static AnyValue value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> new AnyValue.Text(parser.getText());
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> new AnyValue.Real(parser.getDoubleValue());
            case VALUE_TRUE -> new AnyValue.Bool(true);
            case VALUE_FALSE -> new AnyValue.Bool(false);
            case START_ARRAY -> array(parser);
            case START_OBJECT -> object(parser);
            default -> AnyValue.EMPTY;
        };
    }

    private static AnyValue integer(JsonParser parser) throws IOException {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? new AnyValue.Text(parser.getText())
                : new AnyValue.Int(parser.getLongValue());
    }

    private static AnyValue array(JsonParser parser) throws IOException {
        List<AnyValue> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(parser));
        }
        return new AnyValue.Array(values);
    }

    private static AnyValue object(JsonParser parser) throws IOException {
        List<Attribute> members = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            members.add(new Attribute(key, value(parser)));
        }
        return new AnyValue.KeyValues(members);
    }
}
