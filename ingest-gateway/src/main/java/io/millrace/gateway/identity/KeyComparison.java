package io.millrace.gateway.identity;

import io.millrace.telemetry.key.ApiKey;

/** Compares a key with the digest of one that is kept. Made once for every key that is well formed, known or not (AUTH-10). */
@FunctionalInterface
interface KeyComparison {
    /** Whether the key has this digest; the time that it takes tells nothing of either. */
    boolean matches(ApiKey presented, String digestHex);
}
