package io.millrace.redaction.detect;

import java.util.ArrayList;
import java.util.List;

/** Keys of Twilio's API: {@code SK} and 32 hex digits. The two letters are too common in words to be looked for in any case. */
final class TwilioKeys implements TextSearch {
    private static final String PREFIX = "SK";
    private static final int DIGITS = 32;

    @Override
    public String id() {
        return "twilio_key";
    }

    @Override
    public DetectorGroup group() {
        return DetectorGroup.PROVIDER_KEYS;
    }

    @Override
    public boolean mayFindIn(String text) {
        return next(text, 0) >= 0;
    }

    @Override
    public List<Span> findIn(String text) {
        List<Span> found = new ArrayList<>();
        int start = next(text, 0);
        while (start >= 0) {
            int end = start + PREFIX.length() + DIGITS;
            found.add(new Span(start, end));
            start = next(text, end);
        }
        return found;
    }

    private static int next(String text, int from) {
        int start = text.indexOf(PREFIX, from);
        while (start >= 0) {
            int end = Characters.HEX.endOfRun(text, start + PREFIX.length());
            boolean isWhole = end == text.length() || !Characters.WORD.has(text.charAt(end));
            if (end - start == PREFIX.length() + DIGITS && isWhole && Characters.isTokenStart(text, start)) {
                return start;
            }
            start = text.indexOf(PREFIX, start + 1);
        }
        return -1;
    }
}
