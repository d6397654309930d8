package io.millrace.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keyed digests that stand for values: equal values of one organization and key id get equal digests, and nobody without the
 * secret can try out values. A new key id in the rule starts a new series of digests. Thread-safe.
 */
public final class HmacKeys {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHOWN_BYTES = 16;

    private final byte[] secret;
    private final String organization;

    /**
     * Keys of one organization.
     *
     * @param secret the installation's secret
     */
    public HmacKeys(byte[] secret, String organization) {
        this.secret = secret.clone();
        this.organization = organization;
    }

    /** What stands for the text: {@code hmac:<key id>:<32 hex digits>}. */
    String digest(String keyId, String text) {
        byte[] key = hmac(secret, "millrace redaction/" + organization + "/" + keyId);
        return "hmac:" + keyId + ":" + HexFormat.of().formatHex(hmac(key, text), 0, SHOWN_BYTES);
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
