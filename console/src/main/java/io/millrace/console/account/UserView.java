package io.millrace.console.account;

import io.millrace.console.store.InvitationRow;
import io.millrace.console.store.User;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A user as the API shows one.
 *
 * @param id opaque id
 * @param signInName name that the user signs in with
 * @param displayName name for people
 * @param role owner, admin or member
 * @param signsIn password, one-time password, or identity provider
 * @param createdAt when the user was made
 */
record UserView(String id, String signInName, String displayName, String role, String signsIn, Instant createdAt) {

    static UserView of(User user) {
        String signsIn = user.mustSetPassword() ? "one-time password" : "password";
        return new UserView(
                user.id(),
                user.name(),
                user.displayName(),
                user.role().name().toLowerCase(Locale.ROOT),
                user.passwordHash() == null ? "identity provider" : signsIn,
                user.createdAt());
    }

    /**
     * An open invitation.
     *
     * @param id opaque id
     * @param signInName name that the new user will sign in with
     * @param role role of the new user
     * @param createdAt when it was made
     * @param expiresAt when its link ends
     * @param link the link to hand over; only in the answer to the creation
     */
    record Invitation(
            String id,
            String signInName,
            String role,
            Instant createdAt,
            Instant expiresAt,
            @Nullable String link) {

        static Invitation of(InvitationRow row, @Nullable String link) {
            return new Invitation(
                    row.id(),
                    row.signInName(),
                    row.role().name().toLowerCase(Locale.ROOT),
                    row.createdAt(),
                    row.expiresAt(),
                    link);
        }
    }

    /**
     * What an invitation's link stands for, for whoever has it.
     *
     * @param signInName name that the new user will sign in with
     * @param role role of the new user
     * @param organizationName the organization's name for people
     * @param expiresAt when the link ends
     */
    record Invited(String signInName, String role, String organizationName, Instant expiresAt) {}
}
