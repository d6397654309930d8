package io.millrace.redaction.detect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys of Mailgun: {@code key-} and 32 hex digits that stand alone. Names of caches often go on with a hash behind their "key". */
final class MailgunKeys implements Detector {
    private static final String PREFIX = "key-";
    private static final int DIGITS = 32;

    @Override
    public String id() {
        return "mailgun_key";
    }

    @Override
    public DetectorGroup group() {
        return DetectorGroup.PROVIDER_KEYS;
    }

    @Override
    public List<String> literals() {
        return List.of(PREFIX);
    }

    @Override
    public @Nullable Span find(String text, int start, int end) {
        boolean isPart = start > 0 && text.charAt(start - 1) == '-';
        if (isPart || !text.startsWith(PREFIX, start) || !Characters.isTokenStart(text, start)) {
            return null;
        }
        int last = Characters.HEX.endOfRun(text, end, Math.min(text.length(), end + DIGITS));
        return last - end == DIGITS && !Characters.goesOn(text, last) ? new Span(start, last) : null;
    }
}
