package io.millrace.console.store;

import java.time.Instant;

/**
 * A row of {@code sessions}: a browser that has signed in.
 *
 * @param tokenDigest digest of the cookie's secret
 * @param userId user
 * @param createdAt sign-in
 * @param lastSeenAt about the last request
 * @param expiresAt latest end
 * @param address address of the browser at sign-in
 * @param client what the browser calls itself
 */
public record SessionRow(
        String tokenDigest,
        String userId,
        Instant createdAt,
        Instant lastSeenAt,
        Instant expiresAt,
        String address,
        String client) {}
