package io.millrace.redaction.detect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.millrace.telemetry.key.ApiKey;
import java.util.zip.CRC32;

/**
 * Check sums that some issuers put into their tokens. A right one proves a token wherever it stands; a wrong one proves
 * nothing, since issuers may change the rule: such a token is found by its form as any other.
 */
enum TokenCheck {
    /** No check sum. */
    NONE {
        @Override
        boolean isRight(String text, int start, int end) {
            return false;
        }
    },
    /** The CRC32 of 30 characters in the six behind them. */
    CRC32_OF_30 {
        @Override
        boolean isRight(String text, int start, int end) {
            int check = end + RANDOM;
            if (check + CHECK > text.length()) {
                return false;
            }
            CRC32 crc = new CRC32();
            crc.update(text.substring(end, check).getBytes(ISO_8859_1));
            long rest = crc.getValue();
            for (int i = check + CHECK - 1; i >= check; i--) {
                if (text.charAt(i) != ALPHABET.charAt((int) (rest % ALPHABET.length()))) {
                    return false;
                }
                rest /= ALPHABET.length();
            }
            return true;
        }
    },
    /** That of Millrace's own keys. */
    MILLRACE {
        @Override
        boolean isRight(String text, int start, int end) {
            int last = Math.min(text.length(), start + MILLRACE_LENGTH);
            return ApiKey.parse(text.substring(start, last)).isPresent();
        }
    };

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM = 30;
    private static final int CHECK = 6;
    private static final int MILLRACE_LENGTH = 46;

    /**
     * Whether the check sum is right.
     *
     * @param start first character of the prefix
     * @param end character behind the prefix
     */
    abstract boolean isRight(String text, int start, int end);
}
