package io.millrace.console.minql.drill;

import java.util.Locale;

/** What a timeline can be of. */
enum TimelineOf {
    /** A session. */
    SESSION("session_id"),
    /** A prompt. */
    PROMPT("prompt_id"),
    /** A trace. */
    TRACE("trace_id");

    private final String column;

    TimelineOf(String column) {
        this.column = column;
    }

    String column() {
        return column;
    }

    /** Name in requests. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
