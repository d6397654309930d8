package io.millrace.telemetry.otlp;

import java.util.List;

/**
 * The entity that sent the records.
 *
 * @param attributes resource attributes in the order sent
 * @param droppedAttributesCount attributes the sender dropped, from 0
 * @param schemaUrl schema URL of the resource envelope, empty if none
 */
public record Resource(List<Attribute> attributes, long droppedAttributesCount, String schemaUrl) {
    /** An absent resource: unknown (STR-12). */
    public static final Resource UNKNOWN = new Resource(List.of(), 0, "");

    /** Copies the list. */
    public Resource {
        attributes = List.copyOf(attributes);
    }
}
