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
        Pass pass = new Pass(place, text, found);
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != null) {
                pass.value(parser);
            }
            boolean complete = parser.nextToken() == null;
            return new Result(pass.end(), complete);
        } catch (IOException e) {
            return new Result(pass.end(), false);
        } finally {
            depth--;
        }
    }

    /**
     * Text that was searched.
     *
     * @param complete whether all of it was JSON
     */
    record Result(String text, boolean complete) {}

    /** One pass over one text. */
    private final class Pass {
        private final Place place;
        private final String text;
        private final List<Redaction> found;
        private final StringBuilder result;
        private int copied;

        Pass(Place place, String text, List<Redaction> found) {
            this.place = place;
            this.text = text;
            this.found = found;
            this.result = new StringBuilder(text.length());
        }

        void value(JsonParser parser) throws IOException {
            JsonToken token = parser.currentToken();
            if (token == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    int mark = place.down(name(parser));
                    parser.nextToken();
                    inner(parser, mark);
                }
            } else if (token == JsonToken.START_ARRAY) {
                int index = 0;
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    inner(parser, place.down(index++));
                }
            } else if (token == JsonToken.VALUE_STRING) {
                string(parser);
            }
        }

        String end() {
            return result.append(text, copied, text.length()).toString();
        }

        private void inner(JsonParser parser, int mark) throws IOException {
            try {
                value(parser);
            } finally {
                place.up(mark);
            }
        }

        private void string(JsonParser parser) throws IOException {
            int start = (int) parser.currentTokenLocation().getCharOffset();
            String value = parser.getText();
            int end = (int) parser.currentLocation().getCharOffset();
            AnyValue whole = rules.whole(place, new AnyValue.Text(value), found);
            String shown = whole instanceof AnyValue.Text text ? text.value() : rules.text(place, value, found);
            if (!shown.equals(value)) {
                replace(start, end, shown);
            }
        }

        private String name(JsonParser parser) throws IOException {
            int start = (int) parser.currentTokenLocation().getCharOffset();
            String name = parser.currentName();
            String shown = rules.key(place, name, found);
            if (!shown.equals(name)) {
                replace(start, endOfString(start), shown);
            }
            return shown;
        }

        /** Behind the closing quote of a name; the parser has already looked beyond it. */
        private int endOfString(int start) {
            int i = start + 1;
            while (text.charAt(i) != '"') {
                i += text.charAt(i) == '\\' ? 2 : 1;
            }
            return i + 1;
        }

        private void replace(int start, int end, String shown) {
            result.append(text, copied, start).append('"');
            result.append(JsonStringEncoder.getInstance().quoteAsString(shown)).append('"');
            copied = end;
        }
    }
}
