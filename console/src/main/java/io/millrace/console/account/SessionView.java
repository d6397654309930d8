package io.millrace.console.account;

import java.time.Instant;

/**
 * Who is signed in, for the page.
 *
 * @param userId user
 * @param signInName name that the user signs in with
 * @param displayName name for people
 * @param role owner, admin or member
 * @param organizationId organization
 * @param organizationName its name for people
 * @param mustSetPassword whether an own password is to be set first
 * @param csrfToken value of {@code X-Millrace-CSRF} for requests that change something
 */
record SessionView(
        String userId,
        String signInName,
        String displayName,
        String role,
        String organizationId,
        String organizationName,
        boolean mustSetPassword,
        String csrfToken) {

    /**
     * One of a user's sessions.
     *
     * @param id first characters of the digest of its secret
     * @param createdAt sign-in
     * @param lastSeenAt about the last request
     * @param expiresAt latest end
     * @param address address at sign-in
     * @param client what the browser calls itself
     * @param current whether it is the one that asks
     */
    record Entry(
            String id,
            Instant createdAt,
            Instant lastSeenAt,
            Instant expiresAt,
            String address,
            String client,
            boolean current) {}
}
