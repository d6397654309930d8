package io.millrace.console.minql.completion;

import io.millrace.telemetry.Signal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the cursor stands in a formula that need not be complete: read from the text before it alone.
 *
 * @param wordStart where the word before the cursor begins
 * @param word that word, up to the cursor
 * @param inText whether the cursor is inside a text
 * @param receiver text before the dot that the word stands behind; empty if there is no dot
 * @param call name of the innermost open call; empty if there is none
 * @param before text from the innermost open bracket to the word
 * @param signal table whose rows the cursor's place is about, if the text says so
 * @param ofRow whether a value of a row belongs here
 */
record CursorContext(
        int wordStart,
        String word,
        boolean inText,
        String receiver,
        String call,
        String before,
        @Nullable Signal signal,
        boolean ofRow) {
    private static final Pattern SIGNAL =
            Pattern.compile("\\.\\s*(logs|metrics|traces|event|metric|span)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern CALLED = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)\\s*$");
    private static final Pattern NAME_BEFORE =
            Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)\\s*(?:=|==|!=|<>|(?:not\\s+)?in\\s*[(\\[][^)\\]]*)\\s*$");

    /** Reads the text before the cursor. */
    static CursorContext of(String formula, int cursor) {
        String text = formula.substring(0, cursor);
        Scan scan = Scan.of(text);
        int wordStart = scan.textStart >= 0 ? scan.textStart + 1 : wordStart(text);
        String word = text.substring(wordStart);
        int open = scan.open.isEmpty() ? -1 : scan.open.peek();
        int end = scan.textStart >= 0 ? scan.textStart : wordStart;
        String before = text.substring(open + 1, end);
        String call = open < 0 ? "" : called(text.substring(0, open));
        boolean ofRow = scan.open.stream().anyMatch(at -> takesRows(called(text.substring(0, at))));
        return new CursorContext(
                wordStart,
                word,
                scan.textStart >= 0,
                scan.textStart >= 0 ? "" : receiver(text, wordStart),
                call,
                before,
                signal(text),
                ofRow);
    }

    /** The name that the text at the cursor is compared with, as in {@code model = '}. */
    Optional<String> comparedName(String formula) {
        String text = formula.substring(0, Math.max(0, wordStart - 1));
        Matcher matcher = NAME_BEFORE.matcher(text);
        return inText && matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static boolean takesRows(String call) {
        return switch (call.toLowerCase(Locale.ROOT)) {
            case "where",
                    "filter",
                    "per",
                    "countif",
                    "countdistinct",
                    "sum",
                    "avg",
                    "min",
                    "max",
                    "median",
                    "percentile",
                    "stddev",
                    "first",
                    "last",
                    "flatten" -> true;
            default -> false;
        };
    }

    private static int wordStart(String text) {
        int start = text.length();
        while (start > 0 && (Character.isLetterOrDigit(text.charAt(start - 1)) || text.charAt(start - 1) == '_')) {
            start--;
        }
        return start;
    }

    /** The text before the dot, back to where its expression begins. */
    private static String receiver(String text, int wordStart) {
        int dot = wordStart - 1;
        while (dot >= 0 && Character.isWhitespace(text.charAt(dot))) {
            dot--;
        }
        if (dot < 0 || text.charAt(dot) != '.') {
            return "";
        }
        int depth = 0;
        int start = dot;
        while (start > 0) {
            char c = text.charAt(start - 1);
            if (c == ')' || c == ']') {
                depth++;
            } else if (c == '(' || c == '[') {
                depth--;
            }
            boolean part = depth > 0
                    || Character.isLetterOrDigit(c)
                    || c == '_'
                    || c == '.'
                    || c == ')'
                    || c == ']'
                    || c == '\''
                    || c == '"'
                    || (depth == 0 && (c == '(' || c == '['));
            if (depth < 0 || !part) {
                break;
            }
            start--;
        }
        return text.substring(start, dot).strip();
    }

    private static String called(String text) {
        Matcher matcher = CALLED.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    /** The table that was named last. */
    private static @Nullable Signal signal(String text) {
        Matcher matcher = SIGNAL.matcher(text);
        String last = "";
        while (matcher.find()) {
            last = matcher.group(1).toLowerCase(Locale.ROOT);
        }
        return switch (last) {
            case "logs", "event" -> Signal.LOGS;
            case "metrics", "metric" -> Signal.METRICS;
            case "traces", "span" -> Signal.TRACES;
            default -> null;
        };
    }

    /** Open brackets and an open text, with comments left out. */
    private record Scan(Deque<Integer> open, int textStart) {
        static Scan of(String text) {
            Deque<Integer> open = new ArrayDeque<>();
            int textStart = -1;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (textStart >= 0 && isQuoteInside(text, i, text.charAt(textStart))) {
                    i++;
                } else if (textStart >= 0) {
                    textStart = c == text.charAt(textStart) ? -1 : textStart;
                } else if (c == '\'' || c == '"') {
                    textStart = i;
                } else if (text.startsWith("//", i)) {
                    int end = text.indexOf('\n', i);
                    i = end < 0 ? text.length() : end;
                } else if (text.startsWith("/*", i)) {
                    int end = text.indexOf("*/", i + 2);
                    i = end < 0 ? text.length() : end + 1;
                } else if (c == '(' || c == '[') {
                    open.push(i);
                } else if ((c == ')' || c == ']') && !open.isEmpty()) {
                    open.pop();
                }
            }
            return new Scan(open, textStart);
        }

        /** A doubled single quote, or a double quote behind a backslash. */
        private static boolean isQuoteInside(String text, int at, char quote) {
            char escape = quote == '"' ? '\\' : quote;
            return text.charAt(at) == escape && at + 1 < text.length() && text.charAt(at + 1) == quote;
        }
    }
}
