package io.millrace.console.minql.compile;

import io.millrace.console.minql.syntax.FormulaException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A way into JSON: keys and numbers of elements, each engine's spelling of which differs. */
final class JsonPath {
    private static final Pattern STEP = Pattern.compile("\\.([A-Za-z_][A-Za-z0-9_]*)|\\[(\\d{1,9})]|\\['([^']*)']");
    private static final int MAX_STEPS = 20;

    private final List<Object> steps;

    private JsonPath(List<Object> steps) {
        this.steps = steps;
    }

    /** One element of a list, from 0. */
    static JsonPath index(int index) {
        return new JsonPath(List.of(index));
    }

    /** One key, whatever is in it. */
    static JsonPath key(String key) {
        return new JsonPath(List.of(key));
    }

    /** A key, or a path such as {@code $.a[0]['b.c']}. */
    static JsonPath of(String text, int position) {
        if (!text.startsWith("$.") && !text.startsWith("$[")) {
            return key(text);
        }
        List<Object> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(text).region(1, text.length());
        while (matcher.lookingAt()) {
            String number = matcher.group(2);
            String name = matcher.group(1);
            steps.add(number != null ? Integer.valueOf(number) : name != null ? name : matcher.group(3));
            matcher.region(matcher.end(), text.length());
        }
        if (matcher.regionStart() < text.length() || steps.size() > MAX_STEPS) {
            throw new FormulaException(
                    position, "A path is written like $.a[0]['b.c'], with at most " + MAX_STEPS + " steps.");
        }
        return new JsonPath(steps);
    }

    /** The element of a JSON value, as text. */
    Fragment of(Fragment json, Dialect dialect) {
        return Fragment.fill(
                dialect.element(), json, Fragment.value(dialect == Dialect.DUCKDB ? pointer() : bracketed()));
    }

    /** A JSON pointer, which needs no quoting of dots. */
    private String pointer() {
        StringBuilder pointer = new StringBuilder();
        for (Object step : steps) {
            pointer.append('/').append(step.toString().replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }

    private String bracketed() {
        StringBuilder path = new StringBuilder("$");
        for (Object step : steps) {
            if (step instanceof Integer index) {
                path.append('[').append(index).append(']');
            } else {
                path.append("[\"")
                        .append(step.toString().replace("\\", "\\\\").replace("\"", "\\\""))
                        .append("\"]");
            }
        }
        return path.toString();
    }
}
