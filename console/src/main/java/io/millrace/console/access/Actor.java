package io.millrace.console.access;

import io.millrace.telemetry.directory.DirectoryRecord.Role;
import java.util.Optional;

/**
 * Who does something through the administration API.
 *
 * @param organizationId organization, the tenant
 * @param userId user
 * @param userName what the user is called
 * @param role what the user may do now
 * @param kind by which means
 * @param address address of the client
 * @param sessionDigest digest of the session's secret, if it is a session
 */
public record Actor(
        String organizationId,
        String userId,
        String userName,
        Role role,
        Kind kind,
        String address,
        Optional<String> sessionDigest) {

    /** Whether the actor may do everything. */
    public boolean owner() {
        return role == Role.OWNER;
    }

    /** How an actor proves who it is. */
    public enum Kind {
        /** A signed-in browser. */
        SESSION,
        /** An API key. */
        KEY,
        /** The console itself. */
        SYSTEM
    }
}
