package io.millrace.redaction.detect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** E-mail addresses. */
final class EmailDetector implements Detector {
    private static final int LONGEST_LOCAL_PART = 64;
    private static final int LONGEST_DOMAIN = 255;

    @Override
    public String id() {
        return "email";
    }

    @Override
    public DetectorGroup group() {
        return DetectorGroup.PERSONAL;
    }

    @Override
    public List<String> literals() {
        return List.of("@");
    }

    @Override
    public @Nullable Span find(String text, int start, int end) {
        int first = start;
        while (first > 0 && start - first < LONGEST_LOCAL_PART && isLocal(text.charAt(first - 1))) {
            first--;
        }
        int last = end;
        while (last < text.length() && last - end < LONGEST_DOMAIN && isDomain(text.charAt(last))) {
            last++;
        }
        while (last > end && !Characters.ALNUM.has(text.charAt(last - 1))) {
            last--;
        }
        int dot = last - 1;
        while (dot > end && text.charAt(dot) != '.') {
            dot--;
        }
        boolean hasTopDomain = dot > end && last - dot > 2 && Character.isLetter(text.charAt(last - 1));
        return first < start && hasTopDomain ? new Span(first, last) : null;
    }

    private static boolean isLocal(char c) {
        return Characters.URL_BASE64.has(c) || c == '.' || c == '+' || c == '%';
    }

    private static boolean isDomain(char c) {
        return Characters.ALNUM.has(c) || c == '.' || c == '-';
    }
}
