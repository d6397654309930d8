package io.millrace.redaction.detect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tokens of Telegram bots: the bot's number, a colon and 35 characters that begin with A. */
final class TelegramDetector implements Detector {
    private static final int FEWEST_DIGITS = 5;
    private static final int MOST_DIGITS = 16;
    private static final int LENGTH = 35;

    @Override
    public String id() {
        return "telegram_bot_token";
    }

    @Override
    public DetectorGroup group() {
        return DetectorGroup.CHAT_TOKENS;
    }

    @Override
    public List<String> literals() {
        return List.of(":a");
    }

    @Override
    public @Nullable Span find(String text, int start, int end) {
        int first = start;
        while (first > 0 && start - first <= MOST_DIGITS && isDigit(text.charAt(first - 1))) {
            first--;
        }
        int digits = start - first;
        int last = Characters.URL_BASE64.endOfRun(text, start + 1);
        boolean isToken = text.charAt(start + 1) == 'A'
                && digits >= FEWEST_DIGITS
                && digits <= MOST_DIGITS
                && last - start - 1 >= LENGTH;
        return isToken ? new Span(first, last) : null;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
