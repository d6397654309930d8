package io.millrace.redaction.detect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signatures of Azure's shared access: {@code sig=} and the Base64 of 32 bytes, encoded for a URL or not, or any long value near
 * the other parameters of such a URL. Other services name a parameter so, too.
 */
final class SasSignatures implements Detector {
    private static final int SHORTEST = 40;
    private static final int LONGEST = 256;
    private static final int BASE64_DIGITS = 43;
    private static final int NEAR = 256;
    private static final List<String> PARAMETERS = List.of("sv=", "se=", "sp=");

    @Override
    public String id() {
        return "azure_sas_signature";
    }

    @Override
    public DetectorGroup group() {
        return DetectorGroup.CLOUD_KEYS;
    }

    @Override
    public List<String> literals() {
        return List.of("sig=");
    }

    @Override
    public @Nullable Span find(String text, int start, int end) {
        if (!Characters.isTokenStart(text, start)) {
            return null;
        }
        int last = Characters.ENCODED.endOfRun(text, end, Math.min(text.length(), end + LONGEST));
        boolean isSignature =
                last - end >= SHORTEST && (isBase64Of32Bytes(text, end) || hasParametersBeside(text, start, last));
        return isSignature ? new Span(start, Characters.ENCODED.endOfRun(text, last)) : null;
    }

    private static boolean isBase64Of32Bytes(String text, int start) {
        int i = start;
        for (int digits = 0; digits < BASE64_DIGITS; digits++) {
            int next = behindDigit(text, i);
            if (next == i) {
                return false;
            }
            i = next;
        }
        return text.startsWith("=", i) || text.regionMatches(true, i, "%3D", 0, 3);
    }

    private static int behindDigit(String text, int index) {
        if (text.regionMatches(true, index, "%2B", 0, 3) || text.regionMatches(true, index, "%2F", 0, 3)) {
            return index + 3;
        }
        boolean isDigit = index < text.length()
                && (Characters.ALNUM.has(text.charAt(index)) || text.charAt(index) == '+' || text.charAt(index) == '/');
        return isDigit ? index + 1 : index;
    }

    private static boolean hasParametersBeside(String text, int start, int end) {
        int first = start;
        while (first > 0 && start - first < NEAR && text.charAt(first - 1) > ' ') {
            first--;
        }
        int last = end;
        while (last < text.length() && last - end < NEAR && text.charAt(last) > ' ') {
            last++;
        }
        String before = text.substring(first, start);
        String after = text.substring(end, last);
        return PARAMETERS.stream().anyMatch(name -> isParameter(before, name) || isParameter(after, name));
    }

    private static boolean isParameter(String text, String name) {
        int i = text.indexOf(name);
        while (i > 0 && !Characters.isTokenStart(text, i)) {
            i = text.indexOf(name, i + 1);
        }
        return i >= 0;
    }
}
