package io.millrace.redaction.detect;

import org.jspecify.annotations.Nullable;

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
    public @Nullable Span next(String text, int from) {
        int start = text.indexOf(PREFIX, from);
        while (start >= 0) {
            int end = Characters.HEX.endOfRun(text, start + PREFIX.length());
            boolean isWhole = end == text.length() || !Characters.WORD.has(text.charAt(end));
            if (end - start == PREFIX.length() + DIGITS && isWhole && Characters.isTokenStart(text, start)) {
                return new Span(start, end);
            }
            start = text.indexOf(PREFIX, start + 1);
        }
        return null;
    }
}
