package io.millrace.redaction.detect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON Web Tokens: two or three parts of Base64, the first of which is a JSON object that names an algorithm. */
final class JwtDetector implements Detector {
    private static final int LONGEST_HEADER = 2_048;

    @Override
    public String id() {
        return "jwt";
    }

    @Override
    public DetectorGroup group() {
        return DetectorGroup.GENERIC_SECRETS;
    }

    @Override
    public List<String> literals() {
        return List.of("eyj"); // Base64 of {"
    }

    @Override
    public @Nullable Span find(String text, int start, int end) {
        if (!text.startsWith("eyJ", start) || !Characters.isTokenStart(text, start)) {
            return null;
        }
        int headerEnd = Characters.URL_BASE64.endOfRun(text, start, Math.min(text.length(), start + LONGEST_HEADER));
        if (!isDot(text, headerEnd) || !namesAnAlgorithm(text.substring(start, headerEnd))) {
            return null;
        }
        int payloadEnd = Characters.URL_BASE64.endOfRun(text, headerEnd + 1);
        if (payloadEnd == headerEnd + 1) {
            return null;
        }
        int last = isDot(text, payloadEnd) ? Characters.URL_BASE64.endOfRun(text, payloadEnd + 1) : payloadEnd;
        return new Span(start, last);
    }

    private static boolean isDot(String text, int index) {
        return index < text.length() && text.charAt(index) == '.';
    }

    private static boolean namesAnAlgorithm(String header) {
        try {
            return new String(Base64.getUrlDecoder().decode(header), ISO_8859_1).contains("\"alg\"");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
