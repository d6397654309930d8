package io.millrace.redaction;

import com.google.re2j.Pattern;

/**
 * A glob over paths without indexes: {@code *} stands for a run of characters without a point, {@code **} for any run,
 * {@code ?} for one character. A glob that does not begin with a location is tried at every location that holds attributes.
 * Whatever stands below a match is matched too.
 */
final class PathGlob {
    private final Pattern pattern;

    PathGlob(String glob) {
        if (glob.isEmpty()) {
            throw new IllegalArgumentException("a path must not be empty");
        }
        StringBuilder regex = new StringBuilder("(?s)");
        int i = 0;
        while (i < glob.length()) {
            char c = glob.charAt(i);
            boolean two = glob.startsWith("**", i);
            if (two) {
                regex.append(".*");
            } else if (c == '*') {
                regex.append("[^.]*");
            } else if (c == '?') {
                regex.append('.');
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
            i += two ? 2 : 1;
        }
        pattern = Pattern.compile(regex + "(\\..*)?");
    }

    /**
     * Whether it matches the place.
     *
     * @param start where the path begins, such as {@code events.attributes}
     * @param rest key and what stands below it, empty where the place is no attribute
     */
    boolean matches(String start, String rest) {
        if (rest.isEmpty()) {
            return pattern.matches(start);
        }
        return pattern.matches(rest) || pattern.matches(start + "." + rest);
    }
}
