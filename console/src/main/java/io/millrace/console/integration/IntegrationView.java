package io.millrace.console.integration;

import io.millrace.telemetry.directory.DirectoryRecord.Quota;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An integration as the API shows it.
 *
 * @param id opaque id
 * @param displayName name for people
 * @param description text for people
 * @param referenceName name in formulas
 * @param endpoint where its clients send to
 * @param enabled whether it takes data
 * @param policy redaction policy
 * @param quota limits
 * @param retentionDays days its rows are kept, or null for the table's maximum
 * @param createdAt when it was made
 */
record IntegrationView(
        String id,
        String displayName,
        String description,
        String referenceName,
        String endpoint,
        boolean enabled,
        RedactionPolicy policy,
        Quota quota,
        @Nullable Integer retentionDays,
        Instant createdAt) {}
