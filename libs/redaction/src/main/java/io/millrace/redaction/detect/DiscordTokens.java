package io.millrace.redaction.detect;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Tokens of Discord bots: the Base64 of a number, six characters and at least 27, with points between them. */
final class DiscordTokens implements TextSearch {
    private static final Characters CHARACTERS = Characters.URL_BASE64;
    private static final int SHORTEST_NUMBER = 23;
    private static final int LONGEST_NUMBER = 28;
    private static final int MIDDLE = 6;
    private static final int SHORTEST_END = 27;

    @Override
    public String id() {
        return "discord_bot_token";
    }

    @Override
    public DetectorGroup group() {
        return DetectorGroup.CHAT_TOKENS;
    }

    @Override
    public @Nullable Span next(String text, int from) {
        int point = text.indexOf('.', from);
        while (point >= 0) {
            int second = point + MIDDLE + 1;
            if (second >= text.length()) {
                return null;
            }
            if (text.charAt(second) == '.' && isToken(text, point, second)) {
                return new Span(startOfNumber(text, point), CHARACTERS.endOfRun(text, second + 1));
            }
            point = text.indexOf('.', point + 1);
        }
        return null;
    }

    private static boolean isToken(String text, int point, int second) {
        int start = startOfNumber(text, point);
        int length = point - start;
        return length >= SHORTEST_NUMBER
                && length <= LONGEST_NUMBER
                && "MNO".indexOf(text.charAt(start)) >= 0
                && CHARACTERS.endOfRun(text, point + 1) == second
                && CHARACTERS.endOfRun(text, second + 1) - second > SHORTEST_END
                && isNumber(text.substring(start, point));
    }

    private static boolean isNumber(String encoded) {
        try {
            for (byte digit : Base64.getUrlDecoder().decode(encoded)) {
                if (digit < '0' || digit > '9') {
                    return false;
                }
            }
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static int startOfNumber(String text, int point) {
        int start = point;
        while (start > 0 && point - start <= LONGEST_NUMBER && CHARACTERS.has(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }
}
