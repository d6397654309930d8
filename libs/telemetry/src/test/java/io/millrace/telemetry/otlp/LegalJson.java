package io.millrace.telemetry.otlp;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes values in any of the forms that OTLP/JSON allows for them, chosen at random. */
final class LegalJson {
    private static final List<String> UNKNOWN_VALUES =
            List.of("null", "1", "\"text\"", "[{\"deep\":[1,{}]}]", "{\"key\":{\"value\":\"x\"}}", "true");

    private final Random random;

    LegalJson(Random random) {
        this.random = random;
    }

    /** An object whose members stand in any order, with members that nobody knows among them. */
    final class Members {
        private final List<String> members = new ArrayList<>();

        /** Adds a member; one that holds its default may be absent or null. */
        Members add(String name, String json, boolean isDefault) {
            if (isDefault && random.nextInt(3) > 0) {
                if (random.nextBoolean()) {
                    members.add(name(name) + blank() + ":" + blank() + "null");
                }
                return this;
            }
            members.add(name(name) + blank() + ":" + blank() + json);
            return this;
        }

        Members uint64(String name, long value) {
            return add(name, integer(Long.toUnsignedString(value)), value == 0);
        }

        Members int32(String name, long value) {
            return add(name, integer(Long.toString(value)), value == 0);
        }

        Members string(String name, String value) {
            return add(name, text(value), value.isEmpty());
        }

        Members real(String name, @Nullable Double value) {
            return value == null ? add(name, "null", true) : add(name, LegalJson.this.real(value), false);
        }

        Members id(String name, @Nullable String hex) {
            return hex == null ? add(name, "\"\"", true) : add(name, "\"" + anyCase(hex) + "\"", false);
        }

        <T> Members list(String name, List<T> values, Function<T, String> element) {
            return add(name, LegalJson.this.list(values, element), values.isEmpty());
        }

        String object() {
            if (random.nextInt(3) == 0) {
                members.add("\"unknown" + random.nextInt(9) + "\":" + pick(UNKNOWN_VALUES));
            }
            Collections.shuffle(members, random);
            return "{" + blank() + String.join(blank() + "," + blank(), members) + blank() + "}";
        }
    }

    Members members() {
        return new Members();
    }

    <T> String list(List<T> values, Function<T, String> element) {
        return "[" + blank()
                + String.join(blank() + ",", values.stream().map(element).toList()) + "]";
    }

    String attributes(List<Attribute> attributes) {
        return list(
                attributes,
                attribute -> members()
                        .add("key", text(attribute.key()), false)
                        .add("value", anyValue(attribute.value()), attribute.value() instanceof AnyValue.Empty)
                        .object());
    }

    String anyValue(AnyValue value) {
        if (value instanceof AnyValue.Text text) {
            return members().add("stringValue", text(text.value()), false).object();
        } else if (value instanceof AnyValue.Bool bool) {
            return members()
                    .add("boolValue", Boolean.toString(bool.value()), false)
                    .object();
        } else if (value instanceof AnyValue.Int number) {
            return members()
                    .add("intValue", integer(Long.toString(number.value())), false)
                    .object();
        } else if (value instanceof AnyValue.Real number) {
            return members().add("doubleValue", real(number.value()), false).object();
        } else if (value instanceof AnyValue.Bytes bytes) {
            return members().add("bytesValue", base64(bytes.value()), false).object();
        } else if (value instanceof AnyValue.Array array) {
            return members()
                    .add("arrayValue", values(list(array.values(), this::anyValue), array.values()), false)
                    .object();
        } else if (value instanceof AnyValue.KeyValues map) {
            return members()
                    .add("kvlistValue", values(attributes(map.values()), map.values()), false)
                    .object();
        }
        return "{}";
    }

    String text(String value) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char next = value.charAt(i);
            if (next == '"' || next == '\\') {
                json.append('\\').append(next);
            } else if (next < 0x20 || (random.nextInt(6) == 0 && !Character.isSurrogate(next))) {
                json.append(String.format("\\u%04" + (random.nextBoolean() ? "x" : "X"), (int) next));
            } else {
                json.append(next);
            }
        }
        return json.append('"').toString();
    }

    /** As a number or a string, plain, with a zero fraction or with an exponent. */
    String integer(String digits) {
        String form = switch (random.nextInt(6)) {
            case 0 -> digits + ".0";
            case 1 -> digits + "e0";
            case 2 -> new BigDecimal(digits).movePointLeft(2).toPlainString() + "E2";
            default -> digits;
        };
        return random.nextBoolean() ? form : "\"" + form + "\"";
    }

    String real(double value) {
        if (!Double.isFinite(value)) {
            return "\"" + value + "\"";
        }
        String form = switch (random.nextInt(3)) {
            case 0 -> Double.toString(value);
            case 1 -> value == 0 ? Double.toString(value) : new BigDecimal(value).toString(); // which has no -0
            default -> Double.toString(value).replace('E', 'e');
        };
        return random.nextBoolean() ? form : "\"" + form + "\"";
    }

    String blank() {
        return random.nextInt(4) == 0 ? pick(List.of(" ", "\n", "\t", "\r\n  ")) : "";
    }

    private String values(String list, List<?> values) {
        return members().add("values", list, values.isEmpty()).object();
    }

    private String base64(byte[] bytes) {
        Base64.Encoder encoder = random.nextBoolean() ? Base64.getEncoder() : Base64.getUrlEncoder();
        return "\"" + (random.nextBoolean() ? encoder : encoder.withoutPadding()).encodeToString(bytes) + "\"";
    }

    private String anyCase(String hex) {
        StringBuilder text = new StringBuilder();
        hex.chars().forEach(digit -> text.append((char) (random.nextBoolean() ? digit : Character.toUpperCase(digit))));
        return text.toString();
    }

    private String name(String name) {
        return random.nextInt(8) == 0 ? text(name) : "\"" + name + "\"";
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
