package io.millrace.store.position;

import io.millrace.telemetry.event.SourcePosition;
import org.jspecify.annotations.Nullable;

/**
 * How far a table reaches into one partition of an events topic.
 *
 * @param nextOffset offset of the first event that was not looked at yet
 * @param last source position of the newest event in the table, null if there is none
 * @param holed whether an unreadable event followed {@code last}, so that the next one's predecessor is not known here
 * @param gapOffset offset of the first event that was left out because its predecessor is missing, -1 if none is
 */
public record Mark(long nextOffset, @Nullable SourcePosition last, boolean holed, long gapOffset) {
    /** Value of {@code gapOffset} where nothing is missing. */
    public static final long NO_GAP = -1;

    /** Refuses what no broker can report. */
    public Mark {
        if (nextOffset < 0) {
            throw new IllegalArgumentException("nextOffset must be >= 0: " + nextOffset);
        }
    }

    /** Nothing known but where to begin. */
    public static Mark startingAt(long offset) {
        return new Mark(offset, null, false, NO_GAP);
    }

    /** After an event that was stored. */
    public Mark stored(long offset, SourcePosition position) {
        return new Mark(offset + 1, position, false, NO_GAP);
    }

    /**
     * After an event that was left out for good: a repeat. Its emitter began again at or before {@code last} and sends what
     * follows once more, so an unreadable event before it excuses nothing.
     */
    public Mark skipped(long offset) {
        return new Mark(offset + 1, last, false, gapOffset);
    }

    /** After an event that could not be read at all. */
    public Mark unreadable(long offset) {
        return new Mark(offset + 1, last, true, gapOffset);
    }

    /** After an event that was left out because its predecessor is missing. */
    public Mark afterGap(long offset) {
        return new Mark(offset + 1, last, holed, gapOffset == NO_GAP ? offset : gapOffset);
    }

    /** The same, but going on at another offset because the topic no longer has, or not yet has, the wanted one. */
    public Mark movedTo(long offset) {
        return new Mark(offset, last, holed, gapOffset);
    }

    /** Goes back to the first event that was left out and takes it without its predecessor. */
    public Mark acceptingGap() {
        return gapOffset == NO_GAP ? this : new Mark(gapOffset, last, true, NO_GAP);
    }

    /** Whether events were left out that the normalizer has not sent again yet. */
    public boolean hasGap() {
        return gapOffset != NO_GAP;
    }
}
