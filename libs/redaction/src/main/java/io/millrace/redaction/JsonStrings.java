package io.millrace.redaction;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.millrace.telemetry.otlp.AnyValue;
import java.io.IOException;
import java.util.List;

/**
 * Searches text that is JSON: every string of it by the same rules as any other text, under a path that goes on into it. Only
 * the strings that change are replaced; everything else stays character for character.
 */
final class JsonStrings {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int MAX_DEPTH = 4;

    private final Rules rules;
    private int depth;

    JsonStrings(Rules rules) {
        this.rules = rules;
    }

    /** Whether the text begins as a JSON object or array. */
    static boolean looksLikeJson(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > ' ') {
                return c == '{' || c == '[';
            }
        }
        return false;
    }

    /** Whether escapes may stand inside what detectors look for. */
    static boolean hidesLiterals(String text) {
        return text.contains("\\u") || text.contains("\\/");
    }

    /** The text with its strings searched; not complete where it stops being JSON. */
    Result rewrite(Place place, String text, List<Redaction> found) {
        if (depth >= MAX_DEPTH) {
            return new Result(text, false);
        }
        depth++;
        StringBuilder result = new StringBuilder(text.length());
        int[] copied = {0};
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != null) {
                value(parser, place, text, result, copied, found);
            }
            boolean complete = parser.nextToken() == null;
            return new Result(result.append(text, copied[0], text.length()).toString(), complete);
        } catch (IOException e) {
            return new Result(result.append(text, copied[0], text.length()).toString(), false);
        } finally {
            depth--;
        }
    }

    private void value(
            JsonParser parser, Place place, String text, StringBuilder result, int[] copied, List<Redaction> found)
            throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                int mark = place.down(parser.currentName());
                try {
                    parser.nextToken();
                    value(parser, place, text, result, copied, found);
                } finally {
                    place.up(mark);
                }
            }
        } else if (token == JsonToken.START_ARRAY) {
            int index = 0;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                int mark = place.down(index++);
                try {
                    value(parser, place, text, result, copied, found);
                } finally {
                    place.up(mark);
                }
            }
        } else if (token == JsonToken.VALUE_STRING) {
            string(parser, place, text, result, copied, found);
        }
    }

    private void string(
            JsonParser parser, Place place, String text, StringBuilder result, int[] copied, List<Redaction> found)
            throws IOException {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        String value = parser.getText();
        int end = (int) parser.currentLocation().getCharOffset();
        AnyValue whole = rules.whole(place, new AnyValue.Text(value), found);
        String replaced = whole instanceof AnyValue.Text shown ? shown.value() : rules.text(place, value, found);
        if (!replaced.equals(value)) {
            result.append(text, copied[0], start).append('"');
            result.append(JsonStringEncoder.getInstance().quoteAsString(replaced))
                    .append('"');
            copied[0] = end;
        }
    }

    /**
     * Text that was searched.
     *
     * @param complete whether all of it was JSON
     */
    record Result(String text, boolean complete) {}
}
