package io.millrace.console.store;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes ids and secrets that cannot be guessed. */
@Singleton
public class Ids {
    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final String READABLE = "23456789abcdefghijkmnpqrstuvwxyz"; // 32 signs, none looks like another
    private static final int ID_LENGTH = 20; // 103 bits
    private static final int SECRET_LENGTH = 40; // 206 bits
    private static final int PASSWORD_GROUPS = 5;
    private static final int PASSWORD_GROUP_LENGTH = 5; // 125 bits in all

    private final SecureRandom random = new SecureRandom();

    /** The source of randomness. */
    public SecureRandom random() {
        return random;
    }

    /** A new opaque id, lower-case letters and digits. */
    public String id() {
        return text(ALPHABET, ID_LENGTH);
    }

    /** A new secret for a cookie or a link. */
    public String secret() {
        return text(ALPHABET, SECRET_LENGTH);
    }

    /** A new password that a person can type. */
    public String password() {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < PASSWORD_GROUPS; i++) {
            password.append(i == 0 ? "" : "-").append(text(READABLE, PASSWORD_GROUP_LENGTH));
        }
        return password.toString();
    }

    /** What is kept of a secret with enough randomness of its own: SHA-256 in hex. */
    public static String digest(String secret) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private String text(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
