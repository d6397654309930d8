package io.millrace.telemetry.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jackson's strict parser is what the cursor is held against: the same tokens, the same texts, the same refusals. */
class JsonCursorTest {
    private static final int ROUNDS = Integer.getInteger("millrace.fuzz.rounds", 3_000);
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"a\"",
            "\"key\":",
            "\"\\u0041\\n\":",
            "\"\\ud83d\\ude00\"",
            "\"\\ud83d\"",
            "\"",
            "\\",
            "\\u00",
            "0",
            "-",
            "1",
            "1.5",
            "1e5",
            "-0.0E-1",
            "01",
            "1.",
            ".5",
            "+1",
            "1e",
            "NaN",
            "true",
            "false",
            "null",
            "tru",
            " ",
            "\t",
            "\n",
            "\u0001",
            "\"é😀\"",
            "\"with a longer text, \\\"quoted\\\" and more\"",
            "/**/");

    private final JsonFactory jackson = JsonText.factory(OtlpLimits.DEFAULT);
    private final Random random = new Random(20261126);

    @Test
    void readsEveryCaptureAsJacksonDoes() throws IOException {
        for (Capture capture : Capture.all()) {
            assertThat(tokens(capture.body())).isEqualTo(tokensOfJackson(capture.body()));
        }
    }

    @Test
    void readsWhateverIsPutTogetherAsJacksonDoes() {
        int complete = 0;
        for (int round = 0; round < ROUNDS * 10; round++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "{\"a\":[" : "[");
            for (int i = 1 + random.nextInt(12); i > 0; i--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            byte[] body =
                    text.append(random.nextBoolean() ? "]}" : "]").toString().getBytes(UTF_8);

            List<String> tokens = tokens(body);

            assertThat(tokens).as(text.toString()).isEqualTo(tokensOfJackson(body));
            complete += tokens.contains("refused") ? 0 : 1;
        }
        assertThat(complete).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1,]",
                "[,1]",
                "{\"a\":1,}",
                "{,}",
                "{\"a\"}",
                "{\"a\":}",
                "{a:1}",
                "{'a':1}",
                "[1 2]",
                "[\"a\" \"b\"]",
                "[}",
                "{]",
                "[-]",
                "[1.e1]",
                "[0x1]",
                "[Infinity]",
                "[nul]",
                "[nulll]",
                "[\"\\x\"]",
                "[\"\\u12g4\"]",
                "]",
                "[1}",
                "{\"a\":1]",
                "[\"\t\"]",
                "[--1]",
                "[1ee1]",
                "[1e+]",
                ",",
                ":",
                "[:1]",
                "{\"a\"::1}",
                "[1//\n]"
            })
    void refusesWhatIsNotStrictJson(String text) {
        List<String> tokens = tokens(text.getBytes(UTF_8));

        assertThat(tokens).endsWith("refused").isEqualTo(tokensOfJackson(text.getBytes(UTF_8)));
    }

    @Test
    void findsTheEndOfAStringAtEveryLength() {
        for (int length = 0; length < 40; length++) {
            for (String end : List.of("", "\\\"", "\\\\", "é", "\\u00e9")) {
                byte[] body = ("[\"" + "x".repeat(length) + end + "\",\"next\"]").getBytes(UTF_8);

                assertThat(tokens(body)).isEqualTo(tokensOfJackson(body)).doesNotContain("refused");
            }
        }
    }

    @Test
    void skipsAValueWithAllThatIsInIt() throws IOException {
        byte[] body = "[{\"a\":[{\"b\":{}}],\"c\":\"}\"},7]".getBytes(UTF_8);
        JsonCursor cursor = new JsonCursor(body, 0, OtlpLimits.DEFAULT);
        cursor.nextToken();
        cursor.nextToken();

        cursor.skipChildren();

        assertThat(cursor.currentToken()).isEqualTo(JsonToken.END_OBJECT);
        assertThat(cursor.nextToken()).isEqualTo(JsonToken.VALUE_NUMBER_INT);
        assertThat(cursor.text()).isEqualTo("7");
        assertThat(cursor.tokenStart()).isEqualTo(body.length - 2);
    }

    private static List<String> tokens(byte[] body) {
        List<String> tokens = new ArrayList<>();
        JsonCursor cursor = new JsonCursor(body, 0, OtlpLimits.DEFAULT);
        try {
            int depth = 0;
            for (JsonToken token = cursor.nextToken(); token != JsonToken.NOT_AVAILABLE; token = cursor.nextToken()) {
                depth += depth(token);
                tokens.add(token
                        + switch (token) {
                            case FIELD_NAME -> cursor.strings().name();
                            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> cursor.text();
                            default -> "";
                        });
                if (depth == 0) {
                    break; // what stands behind the one value of a body is refused by the reader
                }
            }
        } catch (JsonFault e) {
            tokens.add("refused");
        }
        return withoutHalfSurrogates(tokens);
    }

    private static int depth(JsonToken token) {
        return token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    }

    private List<String> tokensOfJackson(byte[] body) {
        List<String> tokens = new ArrayList<>();
        try (JsonParser parser = jackson.createParser(body)) {
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += depth(token);
                tokens.add(token
                        + switch (token) {
                            case FIELD_NAME, VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getText();
                            default -> "";
                        });
                if (depth == 0) {
                    break; // what stands behind the one value of a body is refused by the reader
                }
            }
        } catch (IOException e) {
            tokens.add("refused");
        }
        return withoutHalfSurrogates(tokens);
    }

    /**
     * The cursor mends them, Jackson does not. And when a number or a literal is refused for what stands behind it, the cursor
     * has told of it already.
     */
    private static List<String> withoutHalfSurrogates(List<String> tokens) {
        if (tokens.contains("refused")) {
            return List.of("refused");
        }
        return tokens.stream()
                .map(token -> token.replaceAll("[\ud800-\udbff](?![\udc00-\udfff])", "\ufffd"))
                .toList();
    }
}
