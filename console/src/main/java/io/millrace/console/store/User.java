package io.millrace.console.store;

import io.millrace.telemetry.directory.DirectoryRecord.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code users}.
 *
 * @param id opaque id
 * @param organizationId organization
 * @param signInName name typed at sign-in, lower case; null once removed
 * @param displayName name for people
 * @param role what the user may do now
 * @param passwordHash Argon2id hash, or null if the user signs in elsewhere
 * @param mustSetPassword whether the password was given by someone else and serves only to set an own one
 * @param passwordExpiresAt when such a password ends, or null
 * @param oidcSubject issuer and subject at the identity provider, or null
 * @param createdAt when the user was made
 * @param removedAt when the user was removed, or null
 */
public record User(
        String id,
        String organizationId,
        @Nullable String signInName,
        String displayName,
        Role role,
        @Nullable String passwordHash,
        boolean mustSetPassword,
        @Nullable Instant passwordExpiresAt,
        @Nullable String oidcSubject,
        Instant createdAt,
        @Nullable Instant removedAt) {

    /** Whether the user is still there. */
    public boolean active() {
        return removedAt == null;
    }

    /** What people call the user. */
    public String name() {
        return signInName == null ? displayName : signInName;
    }

    /** Hides the hash. */
    @Override
    public String toString() {
        return "User[" + id + ", " + role + "]";
    }
}
