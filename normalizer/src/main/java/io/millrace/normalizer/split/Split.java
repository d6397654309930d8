package io.millrace.normalizer.split;

import io.millrace.telemetry.event.SourcePosition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that became of one raw record.
 *
 * @param events its events in the order of their positions
 * @param leftOver records that became no event
 * @param deleted records left out because a deletion covers them, as far as they could be counted
 * @param lastPosition position of the last event of the partition so far, null if there was none yet
 */
public record Split(
        List<Event> events,
        List<LeftOver> leftOver,
        int deleted,
        @Nullable SourcePosition lastPosition) {
    /** Copies the lists. */
    public Split {
        events = List.copyOf(events);
        leftOver = List.copyOf(leftOver);
    }

    /** One event as it goes to the events topic. */
    @SuppressWarnings("ArrayRecordComponent") // written once, read once
    public record Event(SourcePosition position, byte[] json) {}

    /**
     * A record that became no event, for the dead letters.
     *
     * @param ordinal its position in the body, -1 for the body as a whole
     * @param reason short machine-readable reason
     * @param description one sentence without payload text
     * @param payload the input after redaction
     * @param records records that it stands for
     */
    @SuppressWarnings("ArrayRecordComponent") // written once, read once
    public record LeftOver(int ordinal, String reason, String description, byte[] payload, int records) {
        /** What stands for one record, or for a body whose records nobody can count. */
        public LeftOver(int ordinal, String reason, String description, byte[] payload) {
            this(ordinal, reason, description, payload, 1);
        }
    }

    /**
     * How the splitting of one raw record ended.
     *
     * @param deleted records left out because a deletion covers them, as far as they could be counted
     * @param lastPosition position of the last event of the partition so far, null if there was none yet
     */
    public record End(int deleted, @Nullable SourcePosition lastPosition) {}
}
