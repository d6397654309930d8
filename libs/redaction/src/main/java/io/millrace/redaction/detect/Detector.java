package io.millrace.redaction.detect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Knows one format of secret or personal data. Thread-safe. */
interface Detector {

    /** Name, also the reason in lists of redacted paths. */
    String id();

    /** Group it belongs to. */
    DetectorGroup group();

    /** Lower-case literals, one of which stands in or before everything it finds. */
    List<String> literals();

    /**
     * What stands around a literal, or null if it is none of the format. Looks at a stretch of bounded length, or goes over
     * what it finds once.
     *
     * @param start first character of the literal
     * @param end character behind the literal
     */
    @Nullable
    Span find(String text, int start, int end);
}
