package io.millrace.console.key;

import io.millrace.telemetry.directory.DirectoryRecord.Quota;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key as the API shows it.
 *
 * @param id key id
 * @param prefix what its text begins with
 * @param name name for people
 * @param kind ingest, query or admin
 * @param state active, expired, revoked, or suspended while its user lacks the rights
 * @param integrationId the one integration it may be used for, or null for all
 * @param createdBy id of the user whose rights it carries
 * @param createdByName what that user is called
 * @param createdAt when it was made
 * @param expiresAt end of its life, or null
 * @param expiresSoon whether that is near enough for a reminder
 * @param revokedAt when it was revoked, or null
 * @param replacedBy id of the key that took its place, or null
 * @param lastUsedAt when it was last used, to the minute, or null
 * @param quota limits
 */
record KeyView(
        String id,
        String prefix,
        String name,
        String kind,
        String state,
        @Nullable String integrationId,
        String createdBy,
        String createdByName,
        Instant createdAt,
        @Nullable Instant expiresAt,
        boolean expiresSoon,
        @Nullable Instant revokedAt,
        @Nullable String replacedBy,
        @Nullable Instant lastUsedAt,
        Quota quota) {

    /**
     * The answer to a creation: the only one that ever holds the key.
     *
     * @param key the key
     * @param text its text; null when the creation is a repeated request, since it is not kept
     */
    record WithText(KeyView key, @Nullable String text) {}
}
