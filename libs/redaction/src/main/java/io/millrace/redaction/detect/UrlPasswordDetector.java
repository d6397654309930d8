package io.millrace.redaction.detect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The password of a URL, or the token that stands alone before its host. */
final class UrlPasswordDetector implements Detector {
    private static final int LONGEST_USER_INFO = 512;
    private static final int SHORTEST_TOKEN = 20;

    @Override
    public String id() {
        return "url_password";
    }

    @Override
    public DetectorGroup group() {
        return DetectorGroup.GENERIC_SECRETS;
    }

    @Override
    public List<String> literals() {
        return List.of("://");
    }

    @Override
    public @Nullable Span find(String text, int start, int end) {
        if (start == 0 || !Characters.ALNUM.has(text.charAt(start - 1))) {
            return null;
        }
        int at = lastAtOfAuthority(text, end);
        if (at <= end) {
            return null;
        }
        int colon = end;
        while (colon < at && text.charAt(colon) != ':') {
            colon++;
        }
        if (colon == at) {
            return at - end >= SHORTEST_TOKEN ? new Span(end, at) : null;
        }
        boolean empty = colon + 1 == at;
        return empty || Placeholders.isOne(text.substring(colon + 1, at)) ? null : new Span(colon + 1, at);
    }

    private static int lastAtOfAuthority(String text, int start) {
        int at = -1;
        int limit = Math.min(text.length(), start + LONGEST_USER_INFO);
        for (int i = start; i < limit; i++) {
            char c = text.charAt(i);
            if (c == '@') {
                at = i;
            } else if (c <= ' ' || c == '/' || c == '?' || c == '#' || c == '"' || c == '\'' || c == '<' || c == '\\') {
                break;
            }
        }
        return at;
    }
}
