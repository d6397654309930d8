package io.millrace.telemetry.event;

import io.millrace.telemetry.Signal;
import java.util.List;
import java.util.Set;

/**
 * One column of the event tables, the same for every stage: its field id in Iceberg, its name in events, tables and SQL,
 * and the attributes it is filled from.
 *
 * @param id Iceberg field id, never used twice and never changed
 * @param name snake_case name
 * @param type type
 * @param required whether every event has it
 * @param signals tables that have it
 * @param attributeKeys attribute keys it is promoted from, looked up in record, then scope, then resource attributes, in
 *     this order; empty for columns that are no attributes
 * @param description one sentence for users
 */
public record Column(
        int id,
        String name,
        ColumnType type,
        boolean required,
        Set<Signal> signals,
        List<String> attributeKeys,
        String description) {
    /** Copies the collections. */
    public Column {
        signals = Set.copyOf(signals);
        attributeKeys = List.copyOf(attributeKeys);
    }

    /** Whether it is filled from an attribute. */
    public boolean isPromoted() {
        return !attributeKeys.isEmpty();
    }
}
