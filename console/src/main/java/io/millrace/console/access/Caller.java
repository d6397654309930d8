package io.millrace.console.access;

import static java.util.Objects.requireNonNull;

import io.millrace.telemetry.directory.DirectoryRecord.KeyType;
import io.millrace.telemetry.directory.DirectoryRecord.Role;
import java.util.Map;

/**
 * Who asks, as the key of the request says. Everything a caller sees belongs to this one organization.
 *
 * @param organizationId organization, the tenant
 * @param userId user whose rights the key carries
 * @param role what the user may do now
 * @param keyType what the key is for
 * @param integrations the integrations the caller may read: id to reference name
 */
public record Caller(
        String organizationId, String userId, Role role, KeyType keyType, Map<String, String> integrations) {
    /** Refuses a missing or blank tenant: without one nothing may be read. */
    public Caller {
        requireNonNull(userId, "userId");
        requireNonNull(role, "role");
        requireNonNull(keyType, "keyType");
        if (organizationId.isBlank()) {
            throw new IllegalArgumentException("a caller needs an organization");
        }
        integrations = Map.copyOf(integrations);
    }
}
