package io.millrace.redaction.detect;

/** Finds the value behind a name, as configuration, JSON, HTTP headers and shells write it. */
final class Separators {
    private Separators() {}

    /** First character of the value behind the end of a name, or -1 if none is assigned. */
    static int valueStart(String text, int nameEnd) {
        int i = skipQuotesAndSpaces(text, nameEnd);
        int separator = i;
        while (i < text.length() && (text.charAt(i) == ':' || text.charAt(i) == '=' || text.charAt(i) == '>')) {
            i++;
        }
        if (i == separator || i - separator > 2 || i == text.length()) {
            return -1;
        }
        i = skipQuotesAndSpaces(text, i);
        return i < text.length() ? i : -1;
    }

    /** Whether the value stands in quotes. */
    static boolean isQuoted(String text, int valueStart) {
        char before = text.charAt(valueStart - 1);
        return before == '"' || before == '\'' || before == '`';
    }

    private static int skipQuotesAndSpaces(String text, int start) {
        int i = start;
        while (i < text.length() && i - start < 6) {
            char c = text.charAt(i);
            if (c != '"' && c != '\'' && c != '`' && c != ' ' && c != '\t' && c != '\\' && c != ']') {
                break;
            }
            i++;
        }
        return i;
    }
}
