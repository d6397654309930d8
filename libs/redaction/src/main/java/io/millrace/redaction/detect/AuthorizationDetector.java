package io.millrace.redaction.detect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Credentials of HTTP: the value of an Authorization header, and {@code Bearer} and {@code Basic} wherever they stand. */
final class AuthorizationDetector implements Detector {
    private static final String BEARER = "bearer ";
    private static final String BASIC = "basic ";
    private static final int SHORTEST_CREDENTIAL = 4;
    private static final int SHORTEST_BEARER = 8;
    private static final int LONG_BEARER = 24;
    private static final Set<String> SCHEMES =
            Set.of("bearer", "basic", "token", "digest", "apikey", "negotiate", "key");

    @Override
    public String id() {
        return "authorization";
    }

    @Override
    public DetectorGroup group() {
        return DetectorGroup.GENERIC_SECRETS;
    }

    @Override
    public List<String> literals() {
        return List.of("authorization", BEARER, BASIC);
    }

    @Override
    public @Nullable Span find(String text, int start, int end) {
        String literal = text.substring(start, end).toLowerCase(Locale.ROOT);
        if (literal.equals(BEARER)) {
            return bearer(text, start, end);
        }
        return literal.equals(BASIC) ? basic(text, start, end) : header(text, end);
    }

    private static @Nullable Span bearer(String text, int start, int end) {
        int last = Characters.CREDENTIAL.endOfRun(text, end);
        int length = last - end;
        boolean plausible = length >= LONG_BEARER || (length >= SHORTEST_BEARER && hasDigit(text, end, last));
        return Characters.isTokenStart(text, start) && plausible ? new Span(end, last) : null;
    }

    private static @Nullable Span basic(String text, int start, int end) {
        int last = Characters.BASE64.endOfRun(text, end);
        if (!Characters.isTokenStart(text, start) || last - end < SHORTEST_CREDENTIAL) {
            return null;
        }
        try {
            String decoded = new String(Base64.getDecoder().decode(text.substring(end, last)), ISO_8859_1);
            boolean isUserAndPassword =
                    decoded.indexOf(':') >= 0 && decoded.chars().allMatch(c -> c >= ' ' && c < 0x7f);
            return isUserAndPassword ? new Span(end, last) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Span header(String text, int end) {
        int value = Separators.valueStart(text, end);
        if (value < 0) {
            return null;
        }
        int word = Characters.ALNUM.endOfRun(text, value);
        String scheme = text.substring(value, word).toLowerCase(Locale.ROOT);
        if (SCHEMES.contains(scheme) && word < text.length() && text.charAt(word) == ' ') {
            value = word + 1;
        }
        int last = Characters.CREDENTIAL.endOfRun(text, value);
        boolean plausible = last - value >= SHORTEST_CREDENTIAL && !Placeholders.isOne(text.substring(value, last));
        return plausible ? new Span(value, last) : null;
    }

    private static boolean hasDigit(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (Character.isDigit(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
