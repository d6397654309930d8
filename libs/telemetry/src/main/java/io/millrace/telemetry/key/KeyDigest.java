package io.millrace.telemetry.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Digests keys with a server-side pepper: HMAC-SHA-256, compared in constant time. Safe for use by many threads. */
public final class KeyDigest {
    private static final String ALGORITHM = "HmacSHA256";

    /** Holds the pepper and is never fed: each digest is made by a copy, which is much cheaper than a new one. */
    private final Mac prototype;

    /**
     * Uses this pepper.
     *
     * @param pepper at least 16 bytes of secret
     * @throws IllegalArgumentException if the pepper is shorter
     */
    public KeyDigest(byte[] pepper) {
        if (pepper.length < 16) {
            throw new IllegalArgumentException("key pepper must have at least 16 bytes: " + pepper.length);
        }
        try {
            prototype = Mac.getInstance(ALGORITHM);
            prototype.init(new SecretKeySpec(pepper, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** The digest that is kept in place of the key, 64 lower-case hex digits. */
    public String hex(ApiKey key) {
        return HexFormat.of().formatHex(digest(key));
    }

    /** Whether the key has this digest. Takes the same time whatever differs. */
    public boolean matches(ApiKey key, String digestHex) {
        return MessageDigest.isEqual(digest(key), HexFormat.of().parseHex(digestHex));
    }

    private byte[] digest(ApiKey key) {
        try {
            return ((Mac) prototype.clone()).doFinal(key.text().getBytes(UTF_8));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own " + ALGORITHM + " can be copied", e);
        }
    }
}
