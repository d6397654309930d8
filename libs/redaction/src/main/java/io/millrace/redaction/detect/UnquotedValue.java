package io.millrace.redaction.detect;

import io.millrace.redaction.detect.Separators.Assigned;

/** Values without quotes: where they end, and which of them are code rather than text. */
final class UnquotedValue {
    private static final String ENDS_VALUE =
            " \t\r\n\"'`,;&<>|\\"; // a backslash: an escape of text that was not decoded
    private static final boolean[] ENDS = new boolean[128];
    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";
    private static final int LONGEST_CALL = 400;
    private static final int LONGEST_PATH = 256;
    private static final int LONGEST_PLACEHOLDER = 256;

    static {
        ENDS_VALUE.chars().forEach(c -> ENDS[c] = true);
    }

    private UnquotedValue() {}

    /** Where the value ends; brackets that it opens belong to it, those that it does not open end it. */
    static int end(String text, Assigned assigned, int limit) {
        int i = assigned.start();
        if (i < limit && text.charAt(i) == '<') {
            int close = closeOfPlaceholder(text, i, '>', limit);
            if (close >= 0) {
                return close + 1;
            }
            i++; // opens nothing, so it is a character like any other
        }
        if (text.startsWith("{{", i) || text.startsWith("${", i)) {
            int close = closeOfPlaceholder(text, i, '}', limit);
            if (close >= 0) {
                i = text.startsWith("}}", close) ? close + 2 : close + 1;
            }
        }
        int open = 0;
        while (i < limit) {
            char c = text.charAt(i);
            if (endsValue(c) || isEncodedEnd(text, i, assigned)) {
                break;
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

    /** Whether a digit stands in the value before the limit; tells without it first, because most have none. */
    static boolean hasDigit(String text, Assigned assigned, int limit) {
        int start = assigned.start();
        boolean isTemplate = text.startsWith("{{", start) || text.startsWith("${", start);
        int i = start;
        while (i < limit && !Character.isDigit(text.charAt(i))) {
            if (i > start && endsValue(text.charAt(i)) && !isTemplate) {
                return false;
            }
            i++;
        }
        return i < limit && i < end(text, assigned, limit);
    }

    private static boolean endsValue(char c) {
        return c < ENDS.length && ENDS[c];
    }

    private static boolean isEncodedEnd(String text, int i, Assigned assigned) {
        return assigned.encoded() && (text.startsWith("%26", i) || text.startsWith("%20", i));
    }

    /** Whether the value begins with an expression that goes on to its closing bracket: a call, a command's output, an element. */
    static boolean isCall(String text, int start) {
        if (text.startsWith("$(", start)) {
            return isClosed(text, start + 1);
        }
        int i = endOfPath(text, start);
        if (i == text.length() || !isPath(text, start, i)) {
            return false;
        }
        if (text.charAt(i) == '(') {
            return isClosed(text, i);
        }
        if (text.charAt(i) == '[') {
            String path = text.substring(start, i);
            boolean byName = i + 1 < text.length() && Separators.isQuote(text.charAt(i + 1));
            return isClosed(text, i)
                    && (byName || path.indexOf('.') > 0 || path.indexOf('$') >= 0 || isElement(text, path, i));
        }
        return false;
    }

    /** Whether a list that is named like its elements is asked for one by its number: {@code tokens[0]}. */
    private static boolean isElement(String text, String path, int bracket) {
        int i = bracket + 1;
        while (i < text.length() && Character.isDigit(text.charAt(i))) {
            i++;
        }
        boolean byNumber = i > bracket + 1 && i < text.length() && text.charAt(i) == ']';
        return byNumber && path.chars().allMatch(c -> Character.isLetter(c) || c == '_');
    }

    /** Whether the whole value is a variable of the environment, or a member that is named like a secret or whose type is. */
    static boolean isSecretMember(String text, int start, int end) {
        int i = endOfPath(text, start);
        if (i < end || !isPath(text, start, i)) {
            return false;
        }
        String path = text.substring(start, i);
        int point = path.lastIndexOf('.');
        boolean isOfType = Character.isUpperCase(path.charAt(0))
                && (path.indexOf("::") > 0 || point > 0)
                && SecretNames.isType(path.substring(0, Math.max(path.indexOf("::"), path.indexOf('.'))));
        boolean isEnvironment = path.startsWith("process.env.") || path.startsWith("os.environ");
        return isEnvironment || isOfType || (point > 0 && SecretNames.has(path.substring(point + 1)));
    }

    private static boolean isPath(String text, int start, int end) {
        return end > start && !Character.isDigit(text.charAt(start));
    }

    private static int endOfPath(String text, int start) {
        int limit = Math.min(text.length(), start + LONGEST_PATH);
        int i = start;
        while (i < limit && (Characters.WORD.has(text.charAt(i)) || isJoin(text, i))) {
            i++;
        }
        return i;
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

    /** Where a placeholder's closing bracket stands on the same line; -1 if it does not. */
    private static int closeOfPlaceholder(String text, int start, char close, int limit) {
        int last = Math.min(limit, start + LONGEST_PLACEHOLDER);
        for (int i = start; i < last; i++) {
            char c = text.charAt(i);
            if (c == close) {
                return i;
            }
            if (c == '\n' || c == '\r') {
                return -1;
            }
        }
        return -1;
    }
}
