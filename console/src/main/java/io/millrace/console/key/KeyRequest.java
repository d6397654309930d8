package io.millrace.console.key;

import io.millrace.telemetry.directory.DirectoryRecord.Quota;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a new key shall be.
 *
 * @param name name for people
 * @param kind ingest, query or admin
 * @param integrationId the one integration it may be used for, or null for all
 * @param expiresAt end of its life, or null
 * @param quota limits, or null for none
 */
record KeyRequest(
        @Nullable String name,
        @Nullable String kind,
        @Nullable String integrationId,
        @Nullable Instant expiresAt,
        @Nullable Quota quota) {}
