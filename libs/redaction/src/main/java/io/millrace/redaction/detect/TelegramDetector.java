package io.millrace.redaction.detect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of Telegram bots: the bot's number, a colon and 34 or 35 characters that begin with AA, or with A if they look random
 * and no further number or name stands before, as in places of source text.
 */
final class TelegramDetector implements Detector {
    private static final int FEWEST_DIGITS = 8;
    private static final int MOST_DIGITS = 10;
    private static final int SHORTEST = 34;
    private static final int LONGEST = 35;

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
        if (text.charAt(start + 1) != 'A') {
            return null;
        }
        int first = start;
        while (first > 0 && start - first <= MOST_DIGITS && isDigit(text.charAt(first - 1))) {
            first--;
        }
        int digits = start - first;
        int last = Characters.URL_BASE64.endOfRun(text, start + 1, Math.min(text.length(), end + LONGEST));
        int length = last - start - 1;
        if (digits < FEWEST_DIGITS || digits > MOST_DIGITS || length < SHORTEST || length > LONGEST) {
            return null;
        }
        boolean isPlace = first > 0 && (text.charAt(first - 1) == ':' || text.charAt(first - 1) == '.');
        boolean isToken = text.charAt(start + 2) == 'A' || (!isPlace && looksRandom(text.substring(start + 1, last)));
        return isToken ? new Span(first, last) : null;
    }

    private static boolean looksRandom(String text) {
        return text.chars().anyMatch(Character::isDigit)
                && text.chars().anyMatch(Character::isLowerCase)
                && text.chars().anyMatch(Character::isUpperCase);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
