package io.millrace.redaction.detect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Private keys in PEM, from their first line to their last, or to the end of a text that was cut. */
final class PemDetector implements Detector {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final int LONGEST_LABEL = 40;

    @Override
    public String id() {
        return "pem_private_key";
    }

    @Override
    public DetectorGroup group() {
        return DetectorGroup.GENERIC_SECRETS;
    }

    @Override
    public List<String> literals() {
        return List.of("private key-----", "private key block-----");
    }

    @Override
    public @Nullable Span find(String text, int start, int end) {
        int begin = start;
        while (begin >= 0 && start - begin <= LONGEST_LABEL && !text.startsWith(BEGIN, begin)) {
            begin--;
        }
        if (begin < 0 || !text.startsWith(BEGIN, begin)) {
            return null;
        }
        int close = text.indexOf(END, end);
        if (close < 0) {
            return new Span(begin, text.length());
        }
        int closeEnd = text.indexOf("-----", close + END.length());
        return new Span(begin, closeEnd < 0 ? text.length() : closeEnd + "-----".length());
    }
}
