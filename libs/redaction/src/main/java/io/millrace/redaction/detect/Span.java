package io.millrace.redaction.detect;

/**
 * A part of a text.
 *
 * @param start first character, from 0
 * @param endExclusive character behind the last one
 */
public record Span(int start, int endExclusive) {
    /** Refuses empty and negative parts. */
    public Span {
        if (start < 0 || endExclusive <= start) {
            throw new IllegalArgumentException("no span: " + start + " to " + endExclusive);
        }
    }
}
