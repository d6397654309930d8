package io.millrace.telemetry.otlp;

import org.jspecify.annotations.Nullable;

/**
 * Where the reader stands in the body; its text is made only when it is asked for. Lists inside of attribute values may be
 * deeper than any record: they are counted, but not named.
 */
final class FieldPath {
    private static final int NO_INDEX = -1;
    private static final int MAX_NAMED = 8; // resource, scope, metric, data, point, exemplar, attribute, value

    private final String[] names = new String[MAX_NAMED];
    private final int[] indexes = new int[MAX_NAMED];
    private int depth;

    /** Goes into a member. */
    void enter(String name) {
        if (depth < MAX_NAMED) {
            names[depth] = name;
            indexes[depth] = NO_INDEX;
        }
        depth++;
    }

    /** Moves to an element of the innermost member. */
    void at(int index) {
        if (depth <= MAX_NAMED) {
            indexes[depth - 1] = index;
        }
    }

    /** Goes out of the innermost member. */
    void leave() {
        depth--;
    }

    /** The path, such as {@code resourceLogs[0].scopeLogs[2]}, with this member at its end if there is one. */
    String text(@Nullable String member) {
        StringBuilder text = new StringBuilder(96);
        for (int i = 0; i < Math.min(depth, MAX_NAMED); i++) {
            separate(text).append(names[i]);
            if (indexes[i] != NO_INDEX) {
                text.append('[').append(indexes[i]).append(']');
            }
        }
        if (member != null) {
            separate(text).append(member);
        }
        return text.toString();
    }

    private static StringBuilder separate(StringBuilder text) {
        return text.isEmpty() ? text : text.append('.');
    }
}
