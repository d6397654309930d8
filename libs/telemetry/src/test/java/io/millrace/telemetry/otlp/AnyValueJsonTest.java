package io.millrace.telemetry.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Conformance case ANY-5, and the typed form in which attributes are stored. */
class AnyValueJsonTest {
    private static final AnyValue BYTES = new AnyValue.Bytes(new byte[] {(byte) 0xFB, (byte) 0xFF});
    private static final AnyValue NAN = new AnyValue.Real(Double.NaN);
    private static final AnyValue MAP = new AnyValue.KeyValues(List.of(
            new Attribute("s", new AnyValue.Text("a\"b")),
            new Attribute("$b", BYTES),
            new Attribute("n", NAN),
            new Attribute(
                    "l", new AnyValue.Array(List.of(new AnyValue.Int(1), AnyValue.EMPTY, new AnyValue.Real(2))))));

    @Test
    @DisplayName("ANY-5 writes values as text")
    void writesValuesAsText() {
        assertThat(AnyValueJson.text(new AnyValue.Text("a\"b"))).isEqualTo("a\"b");
        assertThat(AnyValueJson.text(AnyValue.EMPTY)).isEmpty();
        assertThat(AnyValueJson.text(new AnyValue.Int(Long.MIN_VALUE))).isEqualTo("-9223372036854775808");
        assertThat(AnyValueJson.text(new AnyValue.Real(1))).isEqualTo("1.0");
        assertThat(AnyValueJson.text(NAN)).isEqualTo("NaN");
        assertThat(AnyValueJson.text(new AnyValue.Real(Double.NEGATIVE_INFINITY)))
                .isEqualTo("-Infinity");
        assertThat(AnyValueJson.text(new AnyValue.Bool(true))).isEqualTo("true");
        assertThat(AnyValueJson.text(BYTES)).isEqualTo("+/8=");
        assertThat(AnyValueJson.text(new AnyValue.Unreadable("1e+21", "intValue")))
                .isEqualTo("1e+21");
        assertThat(AnyValueJson.text(MAP))
                .isEqualTo("{\"s\":\"a\\\"b\",\"$b\":\"+/8=\",\"n\":\"NaN\",\"l\":[1,null,2.0]}");
    }

    @Test
    @DisplayName("ANY-1 ANY-4 writes attributes with their types")
    void writesAttributesWithTheirTypes() {
        List<Attribute> attributes = List.of(
                new Attribute("$key", MAP),
                new Attribute("i", new AnyValue.Int(42)),
                new Attribute("d", new AnyValue.Real(1e21)),
                new Attribute("z", new AnyValue.Real(-0.0)),
                new Attribute("inf", new AnyValue.Real(Double.POSITIVE_INFINITY)),
                new Attribute("u", new AnyValue.Unreadable("1e+21", "intValue")),
                new Attribute("e", AnyValue.EMPTY),
                new Attribute("t", new AnyValue.Text("")),
                new Attribute("x", new AnyValue.Bool(false)));

        assertThat(typed(attributes))
                .isEqualTo("{\"$key\":{\"s\":\"a\\\"b\",\"$$b\":{\"$bytes\":\"+/8=\"},\"n\":{\"$double\":\"NaN\"},"
                        + "\"l\":[1,null,2.0]},\"i\":42,\"d\":1.0E21,\"z\":-0.0,\"inf\":{\"$double\":\"Infinity\"},"
                        + "\"u\":{\"$unreadable\":\"1e+21\"},\"e\":null,\"t\":\"\",\"x\":false}");
    }

    @Test
    @DisplayName("NAM-3 writes the last value of a repeated key")
    void writesTheLastValueOfARepeatedKey() {
        List<Attribute> few = List.of(pair("a", 1), pair("b", 2), pair("a", 3));
        List<Attribute> many = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            many.add(pair("k" + i % 20, i));
        }

        assertThat(typed(few)).isEqualTo("{\"b\":2,\"a\":3}");
        assertThat(typed(many))
                .startsWith("{\"k0\":20,\"k1\":21,")
                .hasSize(typed(many.subList(20, 40)).length());
    }

    private static Attribute pair(String key, long value) {
        return new Attribute(key, new AnyValue.Int(value));
    }

    private static String typed(List<Attribute> attributes) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            AnyValueJson.writeAttributes(json, attributes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toString();
    }
}
