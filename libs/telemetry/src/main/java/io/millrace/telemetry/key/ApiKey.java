package io.millrace.telemetry.key;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The text form of an API key: {@code mr_<key id>_<secret><check>}, all base62. The check is the CRC32 of everything before
 * it in six characters, so that garbage is refused without a look-up (design, 3).
 *
 * @param id key id, 12 characters, not secret
 * @param text the whole key; secret
 */
public record ApiKey(String id, String text) {
    /** What every key starts with. */
    public static final String PREFIX = "mr_";

    /** A regular expression for secret scanners. */
    public static final String PATTERN = "mr_[0-9A-Za-z]{12}_[0-9A-Za-z]{30}";

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int ID_LENGTH = 12;
    private static final int SECRET_LENGTH = 24; // 142 bits
    private static final int CHECK_LENGTH = 6;
    private static final int LENGTH = PREFIX.length() + ID_LENGTH + 1 + SECRET_LENGTH + CHECK_LENGTH;

    /** Makes a new key from a source of secure randomness. */
    public static ApiKey generate(SecureRandom random) {
        String id = base62(random, ID_LENGTH);
        String head = PREFIX + id + "_" + base62(random, SECRET_LENGTH);
        return new ApiKey(id, head + check(head));
    }

    /** Reads a key's text; empty if its form or its check is wrong. */
    public static Optional<ApiKey> parse(String text) {
        if (text.length() != LENGTH || !text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        int idEnd = PREFIX.length() + ID_LENGTH;
        if (text.charAt(idEnd) != '_'
                || !isBase62(text, PREFIX.length(), idEnd)
                || !isBase62(text, idEnd + 1, LENGTH)) {
            return Optional.empty();
        }
        String head = text.substring(0, LENGTH - CHECK_LENGTH);
        if (!text.endsWith(check(head))) {
            return Optional.empty();
        }
        return Optional.of(new ApiKey(text.substring(PREFIX.length(), idEnd), text));
    }

    /** Hides the secret: a key may end up in a message by accident. */
    @Override
    public String toString() {
        return PREFIX + id + "_…";
    }

    private static String base62(SecureRandom random, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    private static String check(String head) {
        CRC32 crc = new CRC32();
        crc.update(head.getBytes(US_ASCII));
        long rest = crc.getValue();
        char[] check = new char[CHECK_LENGTH];
        for (int i = CHECK_LENGTH - 1; i >= 0; i--) {
            check[i] = ALPHABET.charAt((int) (rest % ALPHABET.length()));
            rest /= ALPHABET.length();
        }
        return new String(check);
    }

    private static boolean isBase62(String text, int start, int endExclusive) {
        for (int i = start; i < endExclusive; i++) {
            if (ALPHABET.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }
}
