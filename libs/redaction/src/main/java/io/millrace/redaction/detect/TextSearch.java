package io.millrace.redaction.detect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Knows a format in which no literal stands, so that it has to look at the text itself. Thread-safe. */
interface TextSearch {

    /** Name, also the reason in lists of redacted paths. */
    String id();

    /** Group it belongs to. */
    DetectorGroup group();

    /** The first find that begins at or behind {@code from}; null if there is none. */
    @Nullable
    Span next(String text, int from);

    /** Whether it may find something; cheap, since every text is asked. */
    default boolean mayFindIn(String text) {
        return next(text, 0) != null;
    }

    /** What it finds, in the order of the text. */
    default List<Span> findIn(String text) {
        List<Span> found = new ArrayList<>();
        for (Span span = next(text, 0); span != null; span = next(text, span.endExclusive())) {
            found.add(span);
        }
        return found;
    }
}
