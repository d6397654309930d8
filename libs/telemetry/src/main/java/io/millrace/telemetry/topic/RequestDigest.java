package io.millrace.telemetry.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names a request by its content, so that a client's retry of the same bytes is found again (design: the raw key).
 *
 * @param hex 32 lower-case hex digits: SHA-256 of integration, attempt and decompressed body, cut to 128 bits
 */
public record RequestDigest(String hex) {
    private static final int BYTES = 16;

    /** Refuses what is not a digest's text. */
    public RequestDigest {
        if (hex.length() != 2 * BYTES) {
            throw new IllegalArgumentException("expected 32 hex digits, got length " + hex.length());
        }
    }

    /**
     * Digest of a body that a client sent.
     *
     * @param integrationId opaque id of the integration
     * @param body the decompressed body
     */
    public static RequestDigest of(String integrationId, byte[] body) {
        return of(integrationId, "", body);
    }

    /**
     * Digest of a body that is sent again on purpose and is no repeat.
     *
     * @param attemptId id of the attempt, empty for what a client sent
     */
    public static RequestDigest of(String integrationId, String attemptId, byte[] body) {
        MessageDigest sha256 = sha256();
        sha256.update(integrationId.getBytes(UTF_8));
        sha256.update((byte) 0);
        sha256.update(attemptId.getBytes(UTF_8));
        sha256.update((byte) 0);
        byte[] digest = sha256.digest(body);
        return new RequestDigest(HexFormat.of().formatHex(digest, 0, BYTES));
    }

    /** The key of the raw record. */
    public byte[] toKey() {
        return HexFormat.of().parseHex(hex);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
