package io.millrace.redaction.detect;

import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;

/** Values that stand where a secret would be and are none. Only a whole value is one: {@code $ecret123!} is a password. */
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
            "nil",
            "include",
            "omit",
            "same-origin");

    private static final int LONGEST_WORD = 11;

    private Placeholders() {}

    static boolean isOne(String value) {
        boolean isWord = value.length() <= LONGEST_WORD && WORDS.contains(value.toLowerCase(Locale.ROOT));
        if (value.isEmpty() || isWord) {
            return true;
        }
        char first = value.charAt(0);
        boolean known = switch (first) {
            case '$' -> isVariable(value) || isTemplate(value);
            case '#' -> isClosed(value, "#{", "}");
            case '<' -> isClosed(value, "<", ">");
            case '{' -> isClosed(value, "{{", "}}") || isNameBetween(value, '}', "._");
            case '[' -> isNameBetween(value, ']', "._- ");
            case '%' -> isNameBetween(value, '%', "._") || value.length() == 2;
            default -> false;
        };
        return known
                || ((first == '*' || first == 'x' || first == 'X' || first == '.')
                        && value.chars().allMatch(c -> c == first));
    }

    /** {@code $NAME}, or {@code ${…}} with nothing but a name or an expression of names in it. */
    private static boolean isVariable(String value) {
        if (isClosed(value, "${", "}")) {
            // what stands behind :- or := is a value of its own
            int inside = Math.max(value.indexOf(":-"), value.indexOf(":="));
            return inside < 0 || inside + 3 == value.length();
        }
        return value.length() > 1
                && all(value, 1, value.length(), c -> c == '_' || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
                && !Character.isDigit(value.charAt(1));
    }

    /** Variables joined by marks: {@code ${header}.${body}}. */
    private static boolean isTemplate(String value) {
        int i = 0;
        while (value.startsWith("${", i)) {
            int close = value.indexOf('}', i);
            if (close < 0 || !all(value, i + 2, close, c -> Character.isLetter(c) || c == '_' || c == '.')) {
                return false;
            }
            i = close + 1;
            if (i == value.length()) {
                return true;
            }
            if (".:/-_".indexOf(value.charAt(i)) >= 0) {
                i++;
            }
        }
        return false;
    }

    private static boolean isClosed(String value, String open, String close) {
        return value.length() >= open.length() + close.length()
                && value.startsWith(open)
                && value.indexOf(close, open.length()) == value.length() - close.length();
    }

    /** Whether nothing but letters and a few more characters stands between the first character and the last. */
    private static boolean isNameBetween(String value, char close, String more) {
        int last = value.length() - 1;
        return last > 1
                && value.charAt(last) == close
                && all(value, 1, last, c -> Character.isLetter(c) || more.indexOf(c) >= 0);
    }

    private static boolean all(String value, int start, int end, IntPredicate test) {
        return value.substring(start, end).chars().allMatch(test);
    }
}
