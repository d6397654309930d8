package io.millrace.redaction.detect;

import io.millrace.redaction.detect.Separators.Assigned;

/** Values without quotes: where they end, and which of them are code rather than text. */
final class UnquotedValue {
    private static final String ENDS_VALUE = " \t\r\n\"'`,;&<>|";
    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";
    private static final int LONGEST_CALL = 400;

    private UnquotedValue() {}

    /** Where the value ends; brackets that it opens belong to it, those that it does not open end it. */
    static int end(String text, Assigned assigned, int limit) {
        int i = assigned.start();
        if (i < limit && text.charAt(i) == '<') {
            int line = endOfLine(text, i, limit);
            int close = text.indexOf('>', i);
            if (close >= 0 && close < line) {
                return close + 1;
            }
            i++; // opens nothing, so it is a character like any other
        }
        if (text.startsWith("{{", i) || text.startsWith("${", i)) {
            int close = text.indexOf("}", i);
            int line = endOfLine(text, i, limit);
            if (close >= 0 && close < line) {
                i = text.startsWith("}}", close) ? close + 2 : close + 1;
            }
        }
        int open = 0;
        while (i < limit) {
            char c = text.charAt(i);
            if (ENDS_VALUE.indexOf(c) >= 0 || c == '\\' || isEncodedEnd(text, i, assigned)) {
                break; // a backslash: an escape of text that was not decoded
            }
            if (OPENING.indexOf(c) >= 0) {
                open++;
            } else if (CLOSING.indexOf(c) >= 0 && --open < 0) {
                break;
            }
            i++;
        }
        return i;
    }

    private static boolean isEncodedEnd(String text, int i, Assigned assigned) {
        return assigned.encoded() && (text.startsWith("%26", i) || text.startsWith("%20", i));
    }

    /** Whether the whole value is an expression: a call, a command's output, or a member that is named like a secret. */
    static boolean isCode(String text, int start, int end) {
        if (text.startsWith("$(", start)) {
            return isClosed(text, start + 1);
        }
        int name = start;
        int i = start;
        while (i < text.length() && (Characters.WORD.has(text.charAt(i)) || isJoin(text, i))) {
            i++;
        }
        if (i == name || Character.isDigit(text.charAt(name))) {
            return false;
        }
        if (i < text.length() && text.charAt(i) == '(') {
            return isClosed(text, i);
        }
        String path = text.substring(name, i);
        if (i < text.length() && text.charAt(i) == '[') {
            boolean byName = i + 1 < text.length() && Separators.isQuote(text.charAt(i + 1));
            return isClosed(text, i) && (byName || path.indexOf('.') > 0 || path.indexOf('$') >= 0);
        }
        int point = path.lastIndexOf('.');
        boolean isEnvironment = path.startsWith("process.env.") || path.startsWith("os.environ");
        return i >= end && (isEnvironment || (point > 0 && SecretNames.has(path.substring(point + 1))));
    }

    /** Whether names go on here: {@code a.b}, {@code A::b}, {@code $a->b}, {@code a?.b}. */
    private static boolean isJoin(String text, int i) {
        char c = text.charAt(i);
        return c == '.'
                || c == '$'
                || (c == ':' && (text.startsWith("::", i) || (i > 0 && text.charAt(i - 1) == ':')))
                || (c == '-' && text.startsWith("->", i))
                || (c == '>' && i > 0 && text.charAt(i - 1) == '-')
                || (c == '?' && text.startsWith("?.", i));
    }

    /** Whether the bracket is closed, on its line unless the line ends with it, and no word goes on behind it. */
    private static boolean isClosed(String text, int bracket) {
        int limit = Math.min(text.length(), bracket + LONGEST_CALL);
        boolean isLast = bracket + 1 == limit || text.charAt(bracket + 1) == '\n' || text.charAt(bracket + 1) == '\r';
        if (isLast || text.startsWith("\\n", bracket + 1)) {
            return true;
        }
        int open = 0;
        for (int i = bracket; i < limit && text.charAt(i) != '\n'; i++) {
            char c = text.charAt(i);
            if (OPENING.indexOf(c) >= 0) {
                open++;
            } else if (CLOSING.indexOf(c) >= 0 && --open == 0) {
                return i + 1 == text.length() || !Characters.WORD.has(text.charAt(i + 1));
            }
        }
        return false;
    }

    private static int endOfLine(String text, int start, int limit) {
        int i = start;
        while (i < limit && text.charAt(i) != '\n' && text.charAt(i) != '\r') {
            i++;
        }
        return i;
    }
}
