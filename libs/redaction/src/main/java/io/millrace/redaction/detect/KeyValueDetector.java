package io.millrace.redaction.detect;

import io.millrace.redaction.detect.Separators.Assigned;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Values assigned to names that say they are secret: {@code DB_PASSWORD=…}, {@code "api_key": "…"}, {@code --token …}. A value
 * in quotes goes on to its quote. What as a whole is a placeholder or code stays.
 */
final class KeyValueDetector implements Detector {
    private static final int SHORTEST_VALUE = 6;
    private static final int LONGEST_VALUE = 4_096;
    private static final int LONGEST_OPTION = 64;
    private static final int LONGEST_WITHOUT_DIGIT = 128;

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
        if (text.startsWith("::", end)) {
            return null; // it is a path of names: Token::Identifier
        }
        Assigned value = Separators.assigned(text, start, end);
        if (value == null && end < text.length() - 1 && text.charAt(end) == ' ' && isOption(text, start)) {
            char first = text.charAt(end + 1);
            value = Separators.isQuote(first)
                    ? new Assigned(end + 2, first, 0, true, false)
                    : new Assigned(end + 1, '\0', 0, true, false);
        }
        if (value == null) {
            return null;
        }
        if (isWorkingFolder(text, start, end, value) || isCount(text, start, value)) {
            return null;
        }
        int limit = Math.min(text.length(), value.start() + LONGEST_VALUE);
        return value.isQuoted() ? quoted(text, value, limit, text.substring(start, end)) : unquoted(text, value, limit);
    }

    /** Whether it is the shell's own variable with a path: {@code PWD=/root}, {@code OLDPWD=/tmp}. */
    private static boolean isWorkingFolder(String text, int start, int end, Assigned value) {
        return text.startsWith("PWD", start)
                && end == start + 3
                && value.start() < text.length()
                && text.charAt(value.start()) == '/'
                && (start == 0 || !Characters.WORD.has(text.charAt(start - 1)) || text.startsWith("OLD", start - 3));
    }

    /** Whether it is a number of tokens that went in or out. */
    private static boolean isCount(String text, int start, Assigned value) {
        return start >= 4
                && text.startsWith("put_", start - 4)
                && value.start() < text.length()
                && Character.isDigit(text.charAt(value.start()));
    }

    /** Whether the name is a command line option, such as {@code --api-key}. */
    private static boolean isOption(String text, int start) {
        int i = start;
        while (i > 0 && start - i < LONGEST_OPTION && Characters.URL_BASE64.has(text.charAt(i - 1))) {
            i--;
        }
        return text.startsWith("--", i);
    }

    private static @Nullable Span quoted(String text, Assigned assigned, int limit, String name) {
        int last = assigned.endOfQuoted(text, limit);
        if (last - assigned.start() < SHORTEST_VALUE) {
            return null;
        }
        String value = text.substring(assigned.start(), last);
        boolean harmless = Placeholders.isOne(value) || isAboutIt(value, name);
        return harmless ? null : new Span(assigned.start(), last);
    }

    /** Whether a text of several words speaks of what the name names, as labels and descriptions do. */
    private static boolean isAboutIt(String value, String name) {
        return value.indexOf(' ') > 0
                && value.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT))
                && !hasDigit(value);
    }

    private static @Nullable Span unquoted(String text, Assigned assigned, int limit) {
        int start = assigned.start();
        // behind "name: " and "name = " prose and code are likelier than a secret without a digit
        int soon = Math.min(limit, start + LONGEST_WITHOUT_DIGIT);
        if (!(assigned.tight() || UnquotedValue.hasDigit(text, assigned, soon)) || UnquotedValue.isCall(text, start)) {
            return null;
        }
        int last = UnquotedValue.end(text, assigned, limit);
        boolean harmless = last - start < SHORTEST_VALUE
                || Placeholders.isOne(text.substring(start, last))
                || UnquotedValue.isSecretMember(text, start, last);
        return harmless ? null : new Span(start, last);
    }

    private static boolean hasDigit(String value) {
        return value.chars().anyMatch(Character::isDigit);
    }
}
