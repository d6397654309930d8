package io.millrace.redaction.detect;

import org.jspecify.annotations.Nullable;

/** Finds the value behind a name, as configuration, JSON, HTTP headers, URLs and shells write it. */
final class Separators {
    private static final int MOST_SKIPPED = 6;

    private Separators() {}

    /**
     * The value behind a name.
     *
     * @param nameStart any character of the name, or its first
     * @param nameEnd character behind the name
     * @return null if none is assigned
     */
    static @Nullable Assigned assigned(String text, int nameStart, int nameEnd) {
        int i = nameEnd;
        boolean quoteClosed = false;
        while (i < text.length() && i - nameEnd < MOST_SKIPPED) {
            char c = text.charAt(i);
            if (!isQuote(c) && c != ' ' && c != '\t' && c != '\\' && c != ']') {
                break;
            }
            quoteClosed |= isQuote(c);
            i++;
        }
        int separator = i;
        while (i < text.length() && (text.charAt(i) == ':' || text.charAt(i) == '=' || text.charAt(i) == '>')) {
            i++;
        }
        boolean encoded = i == separator && isEncodedSeparator(text, i);
        if (encoded) {
            i += 3;
        } else if (i == separator || i - separator > 2) {
            return null;
        }
        boolean tight = text.charAt(i - 1) == '=' || encoded;
        int blanks = i;
        while (i < text.length() && i - blanks < MOST_SKIPPED && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
            i++;
        }
        tight &= i == blanks;
        int escapes = 0;
        while (i + escapes < text.length() && text.charAt(i + escapes) == '\\') {
            escapes++;
        }
        int quote = i + escapes;
        if (quote >= text.length() || !isQuote(text.charAt(quote))) {
            boolean compares = text.startsWith("==", separator); // with a name, more often than with a secret
            return i < text.length() && !compares ? new Assigned(i, '\0', 0, tight, encoded) : null;
        }
        boolean closesTheNames = !quoteClosed && isQuoted(text, nameStart, text.charAt(quote), escapes);
        return closesTheNames ? null : new Assigned(quote + 1, text.charAt(quote), escapes, true, false);
    }

    /** Whether a quote of this kind stands before the name: {@code "token=" + x} assigns nothing. */
    private static boolean isQuoted(String text, int nameStart, char quote, int escapes) {
        int i = nameStart;
        while (i > 0 && (Characters.URL_BASE64.has(text.charAt(i - 1)) || ".?&".indexOf(text.charAt(i - 1)) >= 0)) {
            i--;
        }
        return i > 0 && text.charAt(i - 1) == quote && escapesBefore(text, i - 1) == escapes;
    }

    private static boolean isEncodedSeparator(String text, int index) {
        return text.regionMatches(true, index, "%3D", 0, 3) || text.regionMatches(true, index, "%3A", 0, 3);
    }

    static boolean isQuote(char c) {
        return c == '"' || c == '\'' || c == '`';
    }

    private static int escapesBefore(String text, int index) {
        int i = index;
        while (i > 0 && text.charAt(i - 1) == '\\') {
            i--;
        }
        return index - i;
    }

    /**
     * Where a value begins.
     *
     * @param start its first character
     * @param quote the quote before it, 0 if there is none
     * @param escapes backslashes before that quote
     * @param tight whether it stands in quotes or right behind {@code =}
     * @param encoded whether the text is encoded as in URLs
     */
    record Assigned(int start, char quote, int escapes, boolean tight, boolean encoded) {

        boolean isQuoted() {
            return quote != '\0';
        }

        /** Where a value in quotes ends: at its quote, or where the line or the text was cut. */
        int endOfQuoted(String text, int limit) {
            for (int i = start; i < limit; i++) {
                char c = text.charAt(i);
                if (c == quote) {
                    int before = Math.min(escapesBefore(text, i), i - start);
                    if (before <= escapes || (escapes == 0 && before % 2 == 0)) {
                        return i - Math.min(before, escapes);
                    }
                } else if ((c == '\n' || c == '\r') && quote != '`') {
                    return i;
                }
            }
            return limit;
        }
    }
}
