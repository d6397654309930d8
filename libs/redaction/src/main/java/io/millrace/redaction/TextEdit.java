package io.millrace.redaction;

import io.millrace.redaction.detect.Span;
import io.millrace.telemetry.directory.DirectoryRecord.Action;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntUnaryOperator;

/**
 * Applies matches to a text. A match that removes takes the whole text. Of matches that overlap the strictest holds for all
 * that they cover together. Cuts come last, so that a secret is found before it is cut in two.
 */
final class TextEdit {
    private static final String CUT = "…";

    private final String text;
    private final BiFunction<String, String, String> hmac;
    private final IntUnaryOperator cutAt;

    /**
     * An edit of a text.
     *
     * @param hmac digest of a key id and a text
     * @param cutAt where a cut of the original text falls in this one
     */
    TextEdit(String text, BiFunction<String, String, String> hmac, IntUnaryOperator cutAt) {
        this.text = text;
        this.hmac = hmac;
        this.cutAt = cutAt;
    }

    /**
     * The text after the matches.
     *
     * @param maxLength characters of the original text that may be shown at most
     */
    String apply(List<TextMatch> matches, int maxLength) {
        List<TextMatch> parts = new ArrayList<>();
        int length = maxLength;
        for (TextMatch match : matches) {
            Action action = match.effect().action();
            if (action == Action.REMOVE) {
                return Redaction.MARKER;
            } else if (action == Action.TRUNCATE) {
                length = Math.min(length, match.effect().length());
            } else {
                parts.add(match);
            }
        }
        return replaced(joined(parts), cutAt.applyAsInt(length));
    }

    /** The text, cut between characters, with a sign of the cut behind it. */
    static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, betweenCharacters(text, length)) + CUT;
    }

    private static int betweenCharacters(String text, int length) {
        return length > 0 && Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
    }

    private static List<TextMatch> joined(List<TextMatch> parts) {
        parts.sort(Comparator.comparingInt(part -> part.span().start()));
        List<TextMatch> joined = new ArrayList<>();
        for (TextMatch part : parts) {
            TextMatch last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last == null || part.span().start() >= last.span().endExclusive()) {
                joined.add(part);
            } else {
                Effect strictest = Effect.STRICTEST_FIRST.compare(part.effect(), last.effect()) < 0
                        ? part.effect()
                        : last.effect();
                int end = Math.max(last.span().endExclusive(), part.span().endExclusive());
                joined.set(joined.size() - 1, new TextMatch(new Span(last.span().start(), end), strictest));
            }
        }
        return joined;
    }

    /** Cuts at a place of the original text, so that a further match never moves more of it into view. */
    private String replaced(List<TextMatch> parts, int length) {
        int end = text.length() <= length ? text.length() : betweenCharacters(text, length);
        StringBuilder result = new StringBuilder(text.length());
        int from = 0;
        for (TextMatch part : parts) {
            if (part.span().start() >= end) {
                break;
            }
            result.append(text, from, part.span().start());
            String matched = text.substring(part.span().start(), part.span().endExclusive());
            Effect effect = part.effect();
            result.append(effect.action() == Action.HMAC ? hmac.apply(effect.keyId(), matched) : Redaction.MARKER);
            from = part.span().endExclusive();
        }
        if (from < end) {
            result.append(text, from, end);
        }
        return end < text.length() ? result.append(CUT).toString() : result.toString();
    }
}
