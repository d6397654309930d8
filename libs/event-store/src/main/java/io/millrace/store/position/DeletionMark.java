package io.millrace.store.position;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far a deletion is in a table, kept in the table's properties by its id. Whom it is about stands nowhere in the table.
 *
 * @param done whether nothing of it is left anywhere
 * @param at when it was done, or since which snapshot the table holds no such row
 */
public record DeletionMark(boolean done, Instant at) {
    private static final String PREFIX = "millrace.deletion.";
    private static final String DONE = "done ";

    /** Name of the property of a deletion. */
    public static String property(String id) {
        return PREFIX + id;
    }

    /** The mark of a deletion in a table's properties; empty if the table may hold such rows. */
    public static Optional<DeletionMark> of(Map<String, String> properties, String id) {
        return Optional.ofNullable(properties.get(PREFIX + id)).map(DeletionMark::parse);
    }

    /** All marks in a table's properties, by the deletion's id. */
    public static Map<String, DeletionMark> all(Map<String, String> properties) {
        Map<String, DeletionMark> marks = new TreeMap<>();
        properties.forEach((key, text) -> {
            if (key.startsWith(PREFIX)) {
                marks.put(key.substring(PREFIX.length()), parse(text));
            }
        });
        return marks;
    }

    /** Value of the property. */
    public String text() {
        return (done ? DONE : "") + at.toEpochMilli();
    }

    private static DeletionMark parse(String text) {
        boolean done = text.startsWith(DONE);
        return new DeletionMark(
                done, Instant.ofEpochMilli(Long.parseLong(done ? text.substring(DONE.length()) : text)));
    }
}
