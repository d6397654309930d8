package io.millrace.console.store;

import io.millrace.telemetry.directory.Deletion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A deletion that an owner asked for.
 *
 * @param id opaque id
 * @param organizationId organization
 * @param integrationId integration, or null for all of the organization
 * @param column column that names the user, or null for the data of all users
 * @param value the user's value of that column, null once the other stages have been told
 * @param through what was received up to then is deleted
 * @param requestedBy id of the user who asked
 * @param requestedAt when
 * @param publishedAt when the other stages were told, or null
 */
public record DeletionRow(
        String id,
        String organizationId,
        @Nullable String integrationId,
        @Nullable String column,
        @Nullable String value,
        Instant through,
        String requestedBy,
        Instant requestedAt,
        @Nullable Instant publishedAt) {

    /** What the other stages are told. Only as long as they have not been told. */
    public Deletion toRecord() {
        Deletion.Identity identity =
                column == null ? null : Deletion.Identity.ofColumn(column).orElseThrow();
        return new Deletion(id, organizationId, integrationId, identity, value, through.toEpochMilli());
    }
}
