package io.millrace.redaction.detect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values assigned to names that say they are secret: {@code DB_PASSWORD=…}, {@code "api_key": "…"}, {@code --token …}. What
 * looks like a placeholder or like code stays.
 */
final class KeyValueDetector implements Detector {
    private static final int SHORTEST_VALUE = 6;
    private static final int LONGEST_VALUE = 4_096;
    private static final String ENDS_VALUE = " \t\r\n\"'`,;&)}]<>|";

    @Override
    public String id() {
        return "key_value";
    }

    @Override
    public DetectorGroup group() {
        return DetectorGroup.GENERIC_SECRETS;
    }

    @Override
    public List<String> literals() {
        return List.of(
                "password",
                "passwd",
                "pwd",
                "passphrase",
                "secret",
                "token",
                "api_key",
                "api-key",
                "apikey",
                "access_key",
                "access-key",
                "accesskey",
                "secret_key",
                "secretkey",
                "private_key",
                "privatekey",
                "auth_key",
                "authkey",
                "accountkey",
                "sharedaccesskey",
                "credential",
                "credentials",
                "x-auth");
    }

    @Override
    public @Nullable Span find(String text, int start, int end) {
        if (end < text.length() && Characters.WORD.has(text.charAt(end))) {
            return null; // the name goes on: tokens, passwordless
        }
        int value = Separators.valueStart(text, end);
        boolean option = value < 0 && isOption(text, start) && end < text.length() && text.charAt(end) == ' ';
        if (option) {
            value = end + 1;
        }
        if (value < 0) {
            return null;
        }
        int last = endOfValue(text, value);
        boolean tight = option || Separators.isQuoted(text, value) || text.charAt(value - 1) == '=';
        return isSecret(text.substring(value, last), tight) ? new Span(value, last) : null;
    }

    /** Whether the name is a command line option, such as {@code --api-key}. */
    private static boolean isOption(String text, int start) {
        int i = start;
        while (i > 0 && Characters.URL_BASE64.has(text.charAt(i - 1))) {
            i--;
        }
        return text.startsWith("--", i);
    }

    private static int endOfValue(String text, int start) {
        int limit = Math.min(text.length(), start + LONGEST_VALUE);
        int i = start;
        while (i < limit && ENDS_VALUE.indexOf(text.charAt(i)) < 0) {
            if (text.charAt(i) == '\\') {
                break; // an escape of text that was not decoded
            }
            i++;
        }
        return i;
    }

    private static boolean isSecret(String value, boolean tight) {
        if (value.length() < SHORTEST_VALUE || Placeholders.isOne(value) || value.indexOf('(') >= 0) {
            return false;
        }
        if (value.startsWith("process.env") || value.startsWith("os.environ")) {
            return false;
        }
        // behind "name: " and "name = " prose and code are likelier than a secret without a digit
        return tight || value.chars().anyMatch(Character::isDigit);
    }
}
