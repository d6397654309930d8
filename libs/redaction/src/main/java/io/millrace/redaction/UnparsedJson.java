package io.millrace.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.telemetry.otlp.AnyValue;
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
            write(json, node(parser, 0), "body");
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

    private void write(JsonGenerator json, Node node, String name) throws IOException {
        if (node.token() == JsonToken.START_OBJECT) {
            String key = attributeKey(node);
            json.writeStartObject();
            for (Member member : node.members()) {
                json.writeFieldName(rules.key(place.at(Location.ATTRIBUTES, 0, name), member.name(), found));
                boolean isKey = !key.isEmpty() && member.name().equals("key");
                write(json, member.node(), isKey ? "key" : key.isEmpty() ? nameOf(member, name) : key);
            }
            json.writeEndObject();
        } else if (node.token() == JsonToken.START_ARRAY) {
            json.writeStartArray();
            for (Member element : node.members()) {
                write(json, element.node(), name);
            }
            json.writeEndArray();
        } else if (node.token() == JsonToken.VALUE_STRING) {
            place.at(Location.ATTRIBUTES, 0, name);
            AnyValue whole = rules.whole(place, new AnyValue.Text(node.text()), found);
            json.writeString(
                    whole instanceof AnyValue.Text shown ? shown.value() : rules.text(place, node.text(), found));
        } else {
            writeScalar(json, node, name);
        }
    }

    private void writeScalar(JsonGenerator json, Node node, String name) throws IOException {
        place.at(Location.ATTRIBUTES, 0, name);
        boolean isNumber = node.token().isNumeric();
        if (isNumber && rules.whole(place, new AnyValue.Text(node.text()), found) != null) {
            json.writeString(Redaction.MARKER);
        } else if (isNumber) {
            json.writeNumber(node.text());
        } else {
            json.writeRawValue(node.text()); // true, false or null
        }
    }

    /** Members of AnyValue do not name anything: the attribute's key goes on to hold. */
    private static String nameOf(Member member, String name) {
        return member.name().endsWith("Value")
                        || member.name().equals("values")
                        || member.name().equals("value")
                ? name
                : member.name();
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

    private record Node(JsonToken token, String text, List<Member> members) {}
}
