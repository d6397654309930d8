package io.millrace.console.minql.stored;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A stored thing as the API shows it.
 *
 * @param id opaque id
 * @param kind property, metric, report or dashboard
 * @param name name
 * @param shared whether the whole organization sees it
 * @param ownerId user who made it
 * @param version counts its changes
 * @param content what it holds
 * @param createdAt when it was made
 * @param changedBy user who made this version
 * @param changedAt when this version was made
 */
record StoredView(
        String id,
        String kind,
        String name,
        boolean shared,
        String ownerId,
        int version,
        JsonNode content,
        Instant createdAt,
        String changedBy,
        Instant changedAt) {

    static StoredView of(StoredItem item) {
        return new StoredView(
                item.id(),
                item.kind().word(),
                item.name(),
                item.shared(),
                item.ownerId(),
                item.version(),
                item.content(),
                item.createdAt(),
                item.changedBy(),
                item.changedAt());
    }
}
