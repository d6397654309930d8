package io.millrace.telemetry.otlp;

import java.util.List;

/**
 * A body cut into parts.
 *
 * @param parts the parts in the order of their records; none if the body has no records that fit
 * @param tooLarge records that are in no part because they alone would exceed the size of one, bounded by the limits'
 *     maximum of kept rejections
 * @param tooLargeRecords number of such records, also those that are not kept
 */
public record SplitBody(List<BodyPart> parts, List<TooLarge> tooLarge, int tooLargeRecords) {
    /** Copies the lists. */
    public SplitBody {
        parts = List.copyOf(parts);
        tooLarge = List.copyOf(tooLarge);
    }

    /**
     * A record that can never fit.
     *
     * @param rejection why; its ordinal counts the records of the whole body
     * @param start offset of the record's first byte in the body
     * @param endExclusive offset behind its last byte
     */
    public record TooLarge(Rejection rejection, int start, int endExclusive) {}
}
