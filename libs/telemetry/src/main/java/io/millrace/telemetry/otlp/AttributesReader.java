package io.millrace.telemetry.otlp;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads lists of key-value pairs; one bad pair is dropped and flagged, never the record (NAM-3, NAM-4). */
final class AttributesReader {
    private static final int FEW = 8; // so many keys are compared pair by pair

    private final ReadContext context;
    private final JsonCursor parser;
    private final Scalars scalars;
    private final AnyValueReader values;

    AttributesReader(ReadContext context, Scalars scalars) {
        this.context = context;
        this.parser = context.parser();
        this.scalars = scalars;
        this.values = new AnyValueReader(context, scalars, this);
    }

    /** The reader of single values. */
    AnyValueReader values() {
        return values;
    }

    /** Reads the attributes of a record or of a part of one; empty if absent or not wanted. */
    List<Attribute> read(String member) throws IOException, MalformedBody {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            return elements(member);
        }
        context.list(member, parser::skipChildren);
        return List.of();
    }

    /** Reads the elements of the list at which the parser stands. */
    List<Attribute> elements(String member) throws IOException, MalformedBody {
        List<Attribute> attributes = new ArrayList<>();
        context.list(member, () -> element(attributes));
        if (attributes.size() > 1 && hasDuplicates(attributes)) {
            context.flag(Oddity.DUPLICATE_KEY);
        }
        return attributes;
    }

    private void element(List<Attribute> attributes) throws IOException, MalformedBody {
        if (!context.building() && values.isOutermost() && parser.skipStringPair()) {
            context.countAttribute();
            return;
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            context.flag(Oddity.FIELD_IGNORED);
            parser.skipChildren();
            return;
        }
        Attribute attribute = pair();
        if (attribute != null && context.building()) {
            attributes.add(attribute);
        }
    }

    private @Nullable Attribute pair() throws IOException, MalformedBody {
        context.countAttribute();
        String key = null;
        boolean keySeen = false;
        AnyValue value = AnyValue.EMPTY;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            switch (name) {
                case "key" -> {
                    key = scalars.key();
                    keySeen = true;
                }
                case "value" -> value = values.read("value");
                default -> context.skipUnknown(name);
            }
        }
        if (!keySeen) {
            context.flag(Oddity.EMPTY_KEY);
        }
        return key == null ? null : new Attribute(key, value);
    }

    private static boolean hasDuplicates(List<Attribute> attributes) {
        if (attributes.size() > FEW) {
            Set<String> keys = new HashSet<>(attributes.size() * 2);
            for (Attribute attribute : attributes) {
                if (!keys.add(attribute.key())) {
                    return true;
                }
            }
            return false;
        }
        for (int i = 1; i < attributes.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (attributes.get(i).key().equals(attributes.get(j).key())) {
                    return true;
                }
            }
        }
        return false;
    }
}
