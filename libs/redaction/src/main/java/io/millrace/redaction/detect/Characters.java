package io.millrace.redaction.detect;

import org.jspecify.annotations.Nullable;

/** Sets of ASCII characters, and what counts as the edge of a token. */
@SuppressWarnings("ImmutableEnumChecker") // filled by the constructor, never again
enum Characters {
    /** Letters and digits. */
    ALNUM(""),
    /** Letters, digits and underscore. */
    WORD("_"),
    /** Characters of Base64 for URLs. */
    URL_BASE64("_-"),
    /** Characters of Base64. */
    BASE64("+/="),
    /** Characters of credentials in headers. */
    CREDENTIAL("._~+/=-"),
    /** The same, encoded for URLs. */
    ENCODED("._~+/=-%@"),
    /** Lower-case hex digits. */
    HEX(null) {
        @Override
        boolean has(char c) {
            return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        }
    },
    /** Upper-case letters and the digits 2 to 7. */
    BASE32(null) {
        @Override
        boolean has(char c) {
            return (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7');
        }
    };

    private final boolean[] members = new boolean[128];

    Characters(@Nullable String more) {
        if (more != null) {
            for (char c = '0'; c <= 'z'; c++) {
                members[c] = Character.isLetterOrDigit(c);
            }
            for (int i = 0; i < more.length(); i++) {
                members[more.charAt(i)] = true;
            }
        }
    }

    boolean has(char c) {
        return c < members.length && members[c];
    }

    /** First character from the start on that is not in the set. */
    int endOfRun(String text, int start) {
        return endOfRun(text, start, text.length());
    }

    /** The same, but the limit at most. */
    int endOfRun(String text, int start, int limit) {
        int end = start;
        while (end < limit && has(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /**
     * Whether a token may begin here: at the start, behind what is no letter, digit or underscore, or behind an escape such as
     * {@code \n} or {@code %3D} of text that was not decoded.
     */
    static boolean isTokenStart(String text, int index) {
        if (index == 0 || !WORD.has(text.charAt(index - 1))) {
            return true;
        }
        boolean isEscape = index > 1 && text.charAt(index - 2) == '\\' && "nrtbf".indexOf(text.charAt(index - 1)) >= 0;
        return isEscape || isHexEscape(text, "%", index, 2) || isHexEscape(text, "\\u", index, 4);
    }

    /** Whether a word goes on here: with a letter, digit, underscore or hyphen. */
    static boolean goesOn(String text, int index) {
        return index < text.length() && (WORD.has(text.charAt(index)) || text.charAt(index) == '-');
    }

    private static boolean isHexEscape(String text, String mark, int end, int digits) {
        int start = end - digits - mark.length();
        if (start < 0 || !text.startsWith(mark, start)) {
            return false;
        }
        for (int i = start + mark.length(); i < end; i++) {
            if (Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }
}
