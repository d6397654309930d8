package io.millrace.redaction;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.millrace.redaction.detect.Span;
import io.millrace.telemetry.otlp.AnyValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Searches text that is JSON: every value of it by the same rules as any other value, under a path that goes on into it. Only
 * the values that change are replaced; everything else stays character for character.
 */
final class JsonStrings {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int MAX_DEPTH = 4;
    private static final AnyValue CUT = new AnyValue.Text("cut");

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
            return new Result(text, false, List.of(), new TreeMap<>());
        }
        depth++;
        Pass pass = new Pass(place, text, found);
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != null) {
                pass.value(parser);
            }
            boolean complete = parser.nextToken() == null;
            return new Result(pass.end(), complete, pass.edits, pass.strings);
        } catch (IOException e) {
            return new Result(pass.end(), false, pass.edits, pass.strings);
        } finally {
            depth--;
        }
    }

    /**
     * Text that was searched.
     *
     * @param complete whether all of it was JSON
     * @param edits what was replaced, in the order of the text
     * @param strings where the strings of the original text begin and end
     */
    record Result(String text, boolean complete, List<Edit> edits, NavigableMap<Integer, Integer> strings) {

        /**
         * Where a part of the original text stands in this one; null if it lies inside a string, which was searched for itself.
         * Decided by the original, so that what others replace never hides a find.
         */
        @Nullable
        Span shown(Span original) {
            Map.Entry<Integer, Integer> string = strings.floorEntry(original.start());
            boolean isInside = string != null && original.endExclusive() <= string.getValue();
            return isInside ? null : new Span(at(original.start(), false), at(original.endExclusive(), true));
        }

        private int at(int original, boolean end) {
            int shift = 0;
            for (Edit edit : edits) {
                if (original <= edit.start()) {
                    return original + shift;
                }
                if (original < edit.endExclusive()) {
                    return edit.start() + shift + (end ? edit.shown() : 0);
                }
                shift += edit.shown() - (edit.endExclusive() - edit.start());
            }
            return original + shift;
        }

        /**
         * Where a cut of the original text falls in this one. A value that was replaced is left out whole if the cut falls into
         * it, so that what became shorter never moves more of the text into view.
         */
        int cutAt(int original) {
            int shift = 0;
            for (Edit edit : edits) {
                if (original < edit.endExclusive()) {
                    return Math.min(original, edit.start()) + shift;
                }
                shift += edit.shown() - (edit.endExclusive() - edit.start());
            }
            return original == Integer.MAX_VALUE ? original : original + shift;
        }
    }

    /**
     * A value that was replaced.
     *
     * @param shown characters that stand in its place
     */
    record Edit(int start, int endExclusive, int shown) {}

    /** One pass over one text. */
    private final class Pass {
        private final Place place;
        private final String text;
        private final List<Redaction> found;
        private final StringBuilder result;
        private final List<Edit> edits = new ArrayList<>();
        private final NavigableMap<Integer, Integer> strings = new TreeMap<>();
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
            } else if (token != null && token.isScalarValue()) {
                int start = (int) parser.currentTokenLocation().getCharOffset();
                int end = start + parser.getTextLength();
                replaceIfShown(start, end, rules.whole(place, PlainJson.value(parser), found));
            }
        }

        String end() {
            return result.append(text, copied, text.length()).toString();
        }

        private void inner(JsonParser parser, int mark) throws IOException {
            int start = (int) parser.currentTokenLocation().getCharOffset();
            boolean wholly = rules.mayTakeWhole(place);
            try {
                boolean isContainer = parser.currentToken() == JsonToken.START_OBJECT
                        || parser.currentToken() == JsonToken.START_ARRAY;
                if (wholly && isContainer) {
                    AnyValue value = PlainJson.value(parser);
                    int end = (int) parser.currentLocation().getCharOffset();
                    replaceIfShown(start, end, rules.whole(place, value, found));
                } else {
                    value(parser);
                }
            } catch (IOException e) {
                if (wholly && copied <= start) {
                    // a value that was cut: what is left of it must not be shown
                    replaceIfShown(start, text.length(), rules.whole(place, CUT, found));
                }
                throw e;
            } finally {
                place.up(mark);
            }
        }

        private void string(JsonParser parser) throws IOException {
            int start = (int) parser.currentTokenLocation().getCharOffset();
            String value = parser.getText();
            int end = (int) parser.currentLocation().getCharOffset();
            if (rules.hasPatterns()) {
                strings.put(start, end);
            }
            AnyValue whole = rules.whole(place, new AnyValue.Text(value), found);
            String shown = whole instanceof AnyValue.Text text ? text.value() : rules.text(place, value, found);
            if (!shown.equals(value)) {
                replace(start, end, shown);
            }
        }

        private void replaceIfShown(int start, int end, @Nullable AnyValue shown) {
            if (shown instanceof AnyValue.Text replacement) {
                replace(start, end, replacement.value());
            }
        }

        private String name(JsonParser parser) throws IOException {
            int start = (int) parser.currentTokenLocation().getCharOffset();
            String name = parser.currentName();
            if (rules.hasPatterns()) {
                strings.put(start, endOfString(start));
            }
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
            result.append(text, copied, start);
            int before = result.length();
            result.append('"')
                    .append(JsonStringEncoder.getInstance().quoteAsString(shown))
                    .append('"');
            edits.add(new Edit(start, end, result.length() - before));
            copied = end;
        }
    }
}
