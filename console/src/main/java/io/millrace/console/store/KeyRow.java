package io.millrace.console.store;

import io.millrace.telemetry.directory.DirectoryRecord.KeyType;
import io.millrace.telemetry.directory.DirectoryRecord.Quota;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code api_keys}; the key's text is nowhere.
 *
 * @param id key id, part of the key's text
 * @param organizationId organization
 * @param userId user whose rights it carries
 * @param kind what it is for
 * @param name name for people
 * @param digestHex HMAC of the text
 * @param integrationId the one integration it may be used for, or null for all
 * @param quota limits
 * @param createdAt when it was made
 * @param expiresAt end of its life, or null
 * @param revokedAt when it was revoked, or null
 * @param replacedBy id of the key that took its place, or null
 * @param lastUsedAt when a stage last saw it, or null
 */
public record KeyRow(
        String id,
        String organizationId,
        String userId,
        KeyType kind,
        String name,
        String digestHex,
        @Nullable String integrationId,
        Quota quota,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable String replacedBy,
        @Nullable Instant lastUsedAt) {}
