package io.millrace.sink.maintenance;

import io.millrace.telemetry.directory.Deletion;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a deletion.
 *
 * @param organization id of the organization
 * @param integration id of the integration, or null for all of the organization
 * @param column user_id, user_email, user_account_uuid or user_account_id; null for the data of all users
 * @param value value of that column
 * @param through end of the receive time as ISO 8601, default now; later data stays
 * @param dryRun whether the rows are only counted
 */
record DeletionRequest(
        @Nullable String organization,
        @Nullable String integration,
        @Nullable String column,
        @Nullable String value,
        @Nullable String through,
        @Nullable Boolean dryRun) {
    /** A request without a body, which is refused like one that names nothing. */
    static final DeletionRequest OF_NOTHING = new DeletionRequest(null, null, null, null, null, null);

    /**
     * The deletion with a new id.
     *
     * @throws IllegalArgumentException if it is not whole
     */
    Deletion toDeletion(Instant now) {
        if (organization == null || organization.isBlank()) {
            throw new IllegalArgumentException("organization must be given");
        }
        Deletion.Identity identity = column == null
                ? null
                : Deletion.Identity.ofColumn(column)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "column must be user_id, user_email, user_account_uuid or user_account_id"));
        return new Deletion(
                UUID.randomUUID().toString(), organization, integration, identity, value, end(now).toEpochMilli());
    }

    private Instant end(Instant now) {
        try {
            Instant end = through == null ? now : Instant.parse(through);
            if (end.isAfter(now)) {
                throw new IllegalArgumentException("through must not be in the future");
            }
            return end;
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("through must be a time such as 2026-11-20T12:00:00Z", e);
        }
    }
}
