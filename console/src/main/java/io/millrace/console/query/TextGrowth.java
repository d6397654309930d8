package io.millrace.console.query;

import java.util.List;

/**
 * Bounds the texts that {@code replace} and {@code regexp_replace} make. The engine counts neither towards its memory and cannot
 * be interrupted in them, so that a long text in the place of each letter of another one would take the whole process. They are
 * covered by macros of the same name; a lambda has each argument once, or nested calls would double at every level; its
 * parameter has a name that no table has.
 */
final class TextGrowth {
    /** How the engine's message ends when a text would become too long. */
    static final String TOO_LONG = "a replaced text would become too long";

    /** Part of a query's memory that one such text may take; many of them are made at once. */
    private static final int PART = 256;

    private TextGrowth() {}

    /** Statements that make the macros. */
    static List<String> macros(long memoryBytes) {
        String text = "CASE WHEN (strlen(millrace_text.s) + 1.0) * (strlen(millrace_text.b) + 1.0) > "
                + memoryBytes / PART + " THEN error('" + TOO_LONG + "') ELSE millrace_text.s END";
        String call = " AS list_transform([{'s': s, 'b': b}], lambda millrace_text: system.main.%s(" + text
                + ", a, millrace_text.b%s))[1]";
        return List.of(
                "CREATE MACRO replace(s, a, b)" + call.formatted("replace", ""),
                "CREATE MACRO regexp_replace(s, a, b)" + call.formatted("regexp_replace", "") + ", (s, a, b, o)"
                        + call.formatted("regexp_replace", ", o"));
    }
}
