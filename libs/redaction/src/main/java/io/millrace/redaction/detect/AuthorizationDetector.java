package io.millrace.redaction.detect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.millrace.redaction.detect.Separators.Assigned;
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
    private static final Characters SCHEME = Characters.URL_BASE64;
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
        return literal.equals(BASIC) ? basic(text, start, end) : header(text, start, end);
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

    private static @Nullable Span header(String text, int start, int end) {
        Assigned assigned = Separators.assigned(text, start, end);
        if (assigned == null) {
            return null;
        }
        int value = assigned.start();
        int word = SCHEME.endOfRun(text, value);
        boolean goesOn = word > value && word + 1 < text.length() && text.charAt(word) == ' ';
        if (goesOn) {
            int parameters = endOfParameters(text, word + 1);
            if (parameters > word + 1) {
                return new Span(word + 1, parameters); // Digest, AWS4-HMAC-SHA256 and the like
            }
            int credential = Characters.CREDENTIAL.endOfRun(text, word + 1);
            boolean known = SCHEMES.contains(text.substring(value, word).toLowerCase(Locale.ROOT));
            boolean plausible = credential - word > SHORTEST_BEARER && hasDigit(text, word + 1, credential);
            if (known || plausible) {
                value = word + 1;
            }
        }
        int last = Characters.CREDENTIAL.endOfRun(text, value);
        boolean plausible = last - value >= SHORTEST_CREDENTIAL && !Placeholders.isOne(text.substring(value, last));
        return plausible ? new Span(value, last) : null;
    }

    /** Behind {@code name=value, name="value"} and so on; the start itself if no parameter stands there. */
    private static int endOfParameters(String text, int start) {
        int end = start;
        int i = start;
        while (i < text.length()) {
            int name = SCHEME.endOfRun(text, i);
            if (name == i || name + 1 >= text.length() || text.charAt(name) != '=') {
                break;
            }
            Assigned value = Separators.assigned(text, i, name);
            boolean isQuoted = value != null && value.isQuoted() && value.start() == name + 2 + value.escapes();
            int after =
                    isQuoted && value != null ? value.endOfQuoted(text, text.length()) : endOfParameter(text, name + 1);
            if (after == name + 1) {
                break; // the padding of Base64
            }
            end = isQuoted && value != null ? Math.min(text.length(), after + value.escapes() + 1) : after;
            i = end;
            while (i < text.length() && (text.charAt(i) == ',' || text.charAt(i) == ' ')) {
                i++;
            }
        }
        return end;
    }

    private static int endOfParameter(String text, int start) {
        int i = start;
        while (i < text.length() && text.charAt(i) > ' ' && ",\"'`\\".indexOf(text.charAt(i)) < 0) {
            i++;
        }
        return i;
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
