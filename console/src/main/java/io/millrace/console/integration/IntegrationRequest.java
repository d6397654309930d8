package io.millrace.console.integration;

import io.millrace.telemetry.directory.DirectoryRecord.Quota;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import org.jspecify.annotations.Nullable;

/**
 * What an integration shall be. In a change, what is null stays as it is.
 *
 * @param displayName name for people
 * @param description text for people
 * @param referenceName lowerCamelCase name in formulas
 * @param enabled whether it takes data
 * @param policy redaction policy
 * @param quota limits
 * @param retentionDays days its rows are kept; 0 for the table's maximum
 */
record IntegrationRequest(
        @Nullable String displayName,
        @Nullable String description,
        @Nullable String referenceName,
        @Nullable Boolean enabled,
        @Nullable RedactionPolicy policy,
        @Nullable Quota quota,
        @Nullable Integer retentionDays) {}
