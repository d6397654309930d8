package io.millrace.redaction.detect;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A token that carries a fixed mark inside.
 *
 * @param id name
 * @param mark the mark, case as it is
 * @param digitBefore whether a digit stands right before the mark
 * @param characters what may stand around it
 * @param before characters before the mark
 * @param after characters behind the mark at least
 */
record InnerMarkDetector(String id, String mark, boolean digitBefore, Characters characters, int before, int after)
        implements Detector {

    @Override
    public DetectorGroup group() {
        return DetectorGroup.CLOUD_KEYS;
    }

    @Override
    public List<String> literals() {
        return List.of(mark.toLowerCase(Locale.ROOT));
    }

    @Override
    public @Nullable Span find(String text, int start, int end) {
        int first = start - before;
        if (first < 0 || !text.startsWith(mark, start) || (digitBefore && !Character.isDigit(text.charAt(start - 1)))) {
            return null;
        }
        if (characters.endOfRun(text, first, start) < start) {
            return null;
        }
        int last = characters.endOfRun(text, end);
        return last - end >= after ? new Span(first, last) : null;
    }
}
