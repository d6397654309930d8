package io.millrace.telemetry.otlp;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads an {@code AnyValue}. A value that its declared type cannot hold is kept as its text and flagged: it never costs the
 * record. Only the depth of nesting and the limits do.
 */
final class AnyValueReader {
    private final ReadContext context;
    private final JsonCursor parser;
    private final Scalars scalars;
    private final AttributesReader attributes;
    private int depth;

    AnyValueReader(ReadContext context, Scalars scalars, AttributesReader attributes) {
        this.context = context;
        this.parser = context.parser();
        this.scalars = scalars;
        this.attributes = attributes;
    }

    /** Whether no value is being read, inside of which the next one would be. */
    boolean isOutermost() {
        return depth == 0;
    }

    /** Reads the value at which the parser stands; null is the empty value. */
    AnyValue read(String member) throws IOException, MalformedBody {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return AnyValue.EMPTY;
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return scalarInstead(member);
        }
        if (depth > context.limits().maxValueDepth()) {
            context.refuse(member, Fault.TOO_DEEP);
            parser.skipChildren();
            return AnyValue.EMPTY;
        }
        depth++;
        AnyValue value = object();
        depth--;
        return value;
    }

    /** A bare value where an object belongs, as struct dumps have it. */
    private AnyValue scalarInstead(String member) throws IOException, MalformedBody {
        if (parser.currentToken() == JsonToken.VALUE_STRING && !scalars.withinLimit(member)) {
            return AnyValue.EMPTY;
        }
        return unreadable(member, Oddity.PARSE_ERROR);
    }

    private AnyValue object() throws IOException, MalformedBody {
        AnyValue value = AnyValue.EMPTY;
        int known = 0;
        boolean unknown = false;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            boolean present = parser.nextToken() != JsonToken.VALUE_NULL;
            if (!isMember(name)) {
                unknown = true;
                context.skipUnknown(name);
            } else if (present) {
                value = member(name);
                known++;
            } else {
                context.flag(Oddity.NULL_VALUE);
                known = Math.max(known, 1);
            }
        }
        if (known > 1) {
            context.flag(Oddity.SEVERAL_VALUES);
        }
        if (unknown && known == 0) {
            context.flag(Oddity.UNKNOWN_VALUE_FORM);
        }
        return value;
    }

    private static boolean isMember(String name) {
        return switch (name) {
            case "stringValue", "boolValue", "intValue", "doubleValue", "arrayValue", "kvlistValue", "bytesValue" ->
                true;
            default -> false;
        };
    }

    private AnyValue member(String name) throws IOException, MalformedBody {
        if (parser.currentToken() == JsonToken.VALUE_STRING && !scalars.withinLimit(name)) {
            return AnyValue.EMPTY;
        }
        return switch (name) {
            case "stringValue" -> string(name);
            case "boolValue" -> bool(name);
            case "intValue" -> integer(name);
            case "doubleValue" -> real(name);
            case "arrayValue" -> array(name);
            case "kvlistValue" -> keyValues(name);
            default -> bytes(name);
        };
    }

    private AnyValue string(String name) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            return unreadable(name, Oddity.PARSE_ERROR);
        }
        return context.building() ? new AnyValue.Text(scalars.text()) : AnyValue.EMPTY;
    }

    private AnyValue bool(String name) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> new AnyValue.Bool(true);
            case VALUE_FALSE -> new AnyValue.Bool(false);
            default -> unreadable(name, Oddity.PARSE_ERROR);
        };
    }

    private AnyValue integer(String name) throws IOException {
        if (!context.building()) {
            return skipped();
        }
        return scalars.tryInteger() == IntegerReader.Outcome.VALUE
                ? new AnyValue.Int(scalars.lastInteger())
                : unreadable(name, Oddity.PARSE_ERROR);
    }

    private AnyValue real(String name) throws IOException {
        if (!context.building()) {
            return skipped();
        }
        return scalars.tryNumber() ? new AnyValue.Real(scalars.lastNumber()) : unreadable(name, Oddity.PARSE_ERROR);
    }

    private AnyValue bytes(String name) throws IOException {
        if (parser.currentToken().isStructStart()) {
            return unreadable(name, Oddity.BYTES_NOT_BASE64);
        }
        if (!context.building()) {
            return skipped();
        }
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            byte[] decoded = Base64Text.decode(parser.text());
            if (decoded != null) {
                return new AnyValue.Bytes(decoded);
            }
        }
        return unreadable(name, Oddity.PARSE_ERROR);
    }

    private AnyValue array(String name) throws IOException, MalformedBody {
        List<AnyValue> list = new ArrayList<>();
        AnyValue wrong = nested(
                name,
                () -> context.list("values", () -> {
                    AnyValue value = read("values");
                    if (context.building()) {
                        list.add(value);
                    }
                }));
        return wrong == null ? new AnyValue.Array(list) : wrong;
    }

    private AnyValue keyValues(String name) throws IOException, MalformedBody {
        List<Attribute> pairs = new ArrayList<>();
        AnyValue wrong = nested(name, () -> {
            pairs.clear();
            pairs.addAll(attributes.elements("values"));
        });
        return wrong == null ? new AnyValue.KeyValues(pairs) : wrong;
    }

    /** Reads the object around the values of a list or a map; null unless it is something else or not wanted. */
    private @Nullable AnyValue nested(String name, ReadContext.Element values) throws IOException, MalformedBody {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return unreadable(name, Oddity.PARSE_ERROR);
        }
        AnyValue wrong = null;
        for (String member = parser.nextFieldName(); member != null; member = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (!"values".equals(member)) {
                context.skipUnknown(member);
            } else if (token == JsonToken.START_ARRAY) {
                values.read();
            } else if (token != JsonToken.VALUE_NULL) {
                wrong = unreadable(name, Oddity.PARSE_ERROR);
            }
        }
        return context.building() ? wrong : AnyValue.EMPTY;
    }

    private AnyValue skipped() throws IOException {
        parser.skipChildren();
        return AnyValue.EMPTY;
    }

    private AnyValue unreadable(String name, Oddity oddity) throws IOException {
        context.flag(oddity);
        if (!context.building()) {
            return skipped();
        }
        boolean nested = parser.currentToken().isStructStart();
        return new AnyValue.Unreadable(nested ? context.skipAsText() : scalars.text(), name);
    }
}
