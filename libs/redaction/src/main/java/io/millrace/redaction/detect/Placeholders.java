package io.millrace.redaction.detect;

import java.util.Locale;
import java.util.Set;

/** Values that stand where a secret would be and are none. */
final class Placeholders {
    private static final Set<String> WORDS = Set.of(
            "null",
            "none",
            "true",
            "false",
            "undefined",
            "string",
            "required",
            "optional",
            "redacted",
            "hidden",
            "changeme",
            "example",
            "nil");

    private Placeholders() {}

    static boolean isOne(String value) {
        if (value.isEmpty() || WORDS.contains(value.toLowerCase(Locale.ROOT))) {
            return true;
        }
        char first = value.charAt(0);
        if (first == '$' || first == '<' || first == '{' || first == '%' || first == '[') {
            return true; // a variable, a template or a marker
        }
        return value.chars().allMatch(c -> c == first)
                && (first == '*' || first == 'x' || first == 'X' || first == '.');
    }
}
