package io.millrace.redaction.detect;

import java.util.List;

/** Knows a format in which no literal stands, so that it has to look at the text itself. Thread-safe. */
interface TextSearch {

    /** Name, also the reason in lists of redacted paths. */
    String id();

    /** Group it belongs to. */
    DetectorGroup group();

    /** Whether it may find something; cheap, since every text is asked. */
    boolean mayFindIn(String text);

    /** What it finds, in the order of the text. */
    List<Span> findIn(String text);
}
