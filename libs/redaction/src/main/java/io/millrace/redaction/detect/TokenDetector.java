package io.millrace.redaction.detect;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A token that begins with a fixed prefix.
 *
 * @param id name
 * @param group group
 * @param prefix how it begins, case as it is
 * @param characters what may follow
 * @param minLength characters that follow at least
 * @param check proves a token that stands inside a word
 */
record TokenDetector(
        String id, DetectorGroup group, String prefix, Characters characters, int minLength, TokenCheck check)
        implements Detector {

    @Override
    public List<String> literals() {
        return List.of(prefix.toLowerCase(Locale.ROOT));
    }

    @Override
    public @Nullable Span find(String text, int start, int end) {
        if (!text.startsWith(prefix, start)
                || !(Characters.isTokenStart(text, start) || check.isRight(text, start, end))) {
            return null;
        }
        int runEnd = characters.endOfRun(text, end);
        return runEnd - end >= minLength ? new Span(start, runEnd) : null;
    }
}
