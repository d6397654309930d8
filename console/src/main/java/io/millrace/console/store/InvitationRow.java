package io.millrace.console.store;

import io.millrace.telemetry.directory.DirectoryRecord.Role;
import java.time.Instant;

/**
 * An open row of {@code invitations}.
 *
 * @param id opaque id
 * @param organizationId organization
 * @param signInName name that the new user will sign in with
 * @param role what the new user will be allowed to do
 * @param tokenDigest digest of the link's secret
 * @param createdBy user who invites
 * @param createdAt when it was made
 * @param expiresAt when the link ends
 */
public record InvitationRow(
        String id,
        String organizationId,
        String signInName,
        Role role,
        String tokenDigest,
        String createdBy,
        Instant createdAt,
        Instant expiresAt) {}
