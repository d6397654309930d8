package io.millrace.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.telemetry.otlp.AnyValue;
import io.millrace.telemetry.otlp.Attribute;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Searches JSON that is no readable OTLP record. An object with the members {@code key} and {@code value} is taken for an
 * attribute, whichever stands first, so that rules on paths and content classes reach it.
 */
final class UnparsedJson {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int MAX_DEPTH = 300;

    private final Rules rules;
    private final Place place = new Place();
    private final List<Redaction> found = new ArrayList<>();

    UnparsedJson(Rules rules) {
        this.rules = rules;
    }

    byte[] redact(byte[] bytes) {
        ByteArrayOutputStream copy = new ByteArrayOutputStream(bytes.length);
        try (JsonParser parser = FACTORY.createParser(bytes);
                JsonGenerator json = FACTORY.createGenerator(copy)) {
            parser.nextToken();
            write(json, node(parser, 0), new Where("body", "", false));
            if (parser.nextToken() == null) {
                json.flush();
                return copy.toByteArray();
            }
        } catch (IOException e) {
            return asText(bytes); // no JSON at all
        }
        return asText(bytes);
    }

    private byte[] asText(byte[] bytes) {
        return rules.text(place.at(Location.BODY, 0), new String(bytes, UTF_8), found)
                .getBytes(UTF_8);
    }

    private static Node node(JsonParser parser, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new IOException("deeper than " + MAX_DEPTH);
        }
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            List<Member> members = new ArrayList<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                members.add(new Member(name, node(parser, depth + 1)));
            }
            return new Node(token, "", members);
        }
        if (token == JsonToken.START_ARRAY) {
            List<Member> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(new Member("", node(parser, depth + 1)));
            }
            return new Node(token, "", elements);
        }
        if (token == null) {
            throw new IOException("no value");
        }
        return new Node(token, parser.getText(), List.of());
    }

    private void write(JsonGenerator json, Node node, Where where) throws IOException {
        if (node.token() == JsonToken.START_OBJECT) {
            String key = attributeKey(node);
            Where valueOfKey = key.isEmpty() ? where : where.attribute(key);
            json.writeStartObject();
            for (Member member : node.members()) {
                json.writeFieldName(rules.key(where.goTo(place), member.name(), found));
                boolean isKey = !key.isEmpty() && member.name().equals("key");
                Where of = isKey ? where.with("key") : key.isEmpty() ? where.member(member.name()) : valueOfKey;
                searched(json, member.node(), of);
            }
            json.writeEndObject();
        } else if (node.token() == JsonToken.START_ARRAY) {
            json.writeStartArray();
            for (Member element : node.members()) {
                searched(json, element.node(), where);
            }
            json.writeEndArray();
        } else {
            searched(json, node, where);
        }
    }

    /** Rules on the place first, then what stands inside. */
    private void searched(JsonGenerator json, Node node, Where where) throws IOException {
        where.goTo(place);
        boolean isContainer = node.token().isStructStart();
        boolean asked = isContainer ? !node.isAnyValue() && rules.mayTakeWhole(place) : true;
        AnyValue whole = asked ? rules.whole(place, node.value(), found) : null;
        if (whole instanceof AnyValue.Text shown) {
            json.writeString(shown.value());
        } else if (isContainer) {
            write(json, node, where);
        } else if (node.token() == JsonToken.VALUE_STRING) {
            json.writeString(rules.text(place, node.text(), found));
        } else {
            json.writeRawValue(node.text()); // a number, true, false or null
        }
    }

    private static String attributeKey(Node node) {
        String key = "";
        boolean hasValue = false;
        for (Member member : node.members()) {
            if (member.name().equals("key") && member.node().token() == JsonToken.VALUE_STRING) {
                key = member.node().text();
            }
            hasValue |= member.name().equals("value");
        }
        return hasValue ? key : "";
    }

    private record Member(String name, Node node) {}

    private record Node(JsonToken token, String text, List<Member> members) {

        /** Whether it only wraps a value with its type. */
        boolean isAnyValue() {
            return members.size() == 1 && members.get(0).name().endsWith("Value");
        }

        AnyValue value() {
            return switch (token) {
                case START_OBJECT ->
                    new AnyValue.KeyValues(members.stream()
                            .map(member ->
                                    new Attribute(member.name(), member.node().value()))
                            .toList());
                case START_ARRAY ->
                    new AnyValue.Array(members.stream()
                            .map(member -> member.node().value())
                            .toList());
                case VALUE_TRUE, VALUE_FALSE -> new AnyValue.Bool(token == JsonToken.VALUE_TRUE);
                case VALUE_NULL -> AnyValue.EMPTY;
                case VALUE_NUMBER_INT -> integer();
                default -> new AnyValue.Text(text);
            };
        }

        private AnyValue integer() {
            try {
                return new AnyValue.Int(Long.parseLong(text));
            } catch (NumberFormatException e) {
                return new AnyValue.Text(text); // beyond 64 bits
            }
        }
    }

    /**
     * Where a value stands, as far as anybody can tell.
     *
     * @param key key of the attribute, else the nearest name
     * @param below what leads on from there
     * @param inAttribute whether an attribute holds it
     */
    private record Where(String key, String below, boolean inAttribute) {

        Place goTo(Place place) {
            place.at(Location.ATTRIBUTES, 0, key);
            if (!below.isEmpty()) {
                place.down(below);
            }
            return place;
        }

        Where attribute(String name) {
            return inAttribute ? deeper(name) : new Where(name, "", true);
        }

        /** Members of AnyValue do not name anything: the attribute's key goes on to hold. */
        Where member(String name) {
            boolean isWrapper = name.endsWith("Value") || name.equals("values") || name.equals("value");
            if (isWrapper) {
                return this;
            }
            return inAttribute ? deeper(name) : with(name);
        }

        Where with(String name) {
            return new Where(name, "", inAttribute);
        }

        private Where deeper(String name) {
            return new Where(key, below.isEmpty() ? name : below + "." + name, true);
        }
    }
}
