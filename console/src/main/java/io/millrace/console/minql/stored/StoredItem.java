package io.millrace.console.minql.stored;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * One stored thing, as it is now.
 *
 * @param id opaque id
 * @param organizationId organization
 * @param kind what it is
 * @param name name; of definitions the word of formulas
 * @param ownerId user who made it
 * @param shared whether the whole organization sees it
 * @param version counts its changes, from 1
 * @param content what it holds, in the form of its kind
 * @param createdAt when it was made
 * @param changedBy user who made this version
 * @param changedAt when this version was made
 */
public record StoredItem(
        String id,
        String organizationId,
        StoredKind kind,
        String name,
        String ownerId,
        boolean shared,
        int version,
        JsonNode content,
        Instant createdAt,
        String changedBy,
        Instant changedAt) {

    /** Whether a user may see it. */
    public boolean isVisibleTo(String userId) {
        return shared || ownerId.equals(userId);
    }

    /** The next version of it. */
    StoredItem changed(String newName, boolean nowShared, JsonNode newContent, String by, Instant at) {
        return new StoredItem(
                id, organizationId, kind, newName, ownerId, nowShared, version + 1, newContent, createdAt, by, at);
    }
}
