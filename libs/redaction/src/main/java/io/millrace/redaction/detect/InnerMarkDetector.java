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
 * @param after characters behind the mark, at least
 * @param whole whether it has a fixed length and stands alone
 */
record InnerMarkDetector(
        String id, String mark, boolean digitBefore, Characters characters, int before, int after, boolean whole)
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
        if (characters.endOfRun(text, first, start) < start || (whole && !Characters.isTokenStart(text, first))) {
            return null;
        }
        int last = characters.endOfRun(text, end, whole ? Math.min(text.length(), end + after + 1) : text.length());
        boolean fits = whole ? last - end == after && !Characters.goesOn(text, last) : last - end >= after;
        return fits ? new Span(first, last) : null;
    }
}
