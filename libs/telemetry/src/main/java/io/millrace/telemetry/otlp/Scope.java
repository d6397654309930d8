package io.millrace.telemetry.otlp;

import java.util.List;

/**
 * The instrumentation scope of a group of records.
 *
 * @param name scope name, empty if none
 * @param version scope version, empty if none
 * @param attributes scope attributes in the order sent
 * @param droppedAttributesCount attributes the sender dropped, from 0
 * @param schemaUrl schema URL of the scope envelope, empty if none
 */
public record Scope(
        String name, String version, List<Attribute> attributes, long droppedAttributesCount, String schemaUrl) {
    /** An absent scope (STR-12). */
    public static final Scope EMPTY = new Scope("", "", List.of(), 0, "");

    /** Copies the list. */
    public Scope {
        attributes = List.copyOf(attributes);
    }
}
