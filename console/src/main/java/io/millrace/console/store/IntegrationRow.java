package io.millrace.console.store;

import io.millrace.telemetry.directory.DirectoryRecord.Quota;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code integrations}.
 *
 * @param id opaque id, part of its endpoint URL
 * @param organizationId organization
 * @param referenceName lowerCamelCase name in formulas
 * @param displayName name for people
 * @param description text for people, may be empty
 * @param enabled whether it takes data
 * @param policy redaction policy
 * @param quota limits
 * @param retentionDays days its rows are kept, or null for the table's maximum
 * @param createdBy user
 * @param createdAt when it was made
 * @param deletedAt when it was deleted, or null
 */
public record IntegrationRow(
        String id,
        String organizationId,
        String referenceName,
        String displayName,
        String description,
        boolean enabled,
        RedactionPolicy policy,
        Quota quota,
        @Nullable Integer retentionDays,
        String createdBy,
        Instant createdAt,
        @Nullable Instant deletedAt) {}
