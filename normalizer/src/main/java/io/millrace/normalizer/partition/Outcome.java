package io.millrace.normalizer.partition;

import io.millrace.telemetry.event.SourcePosition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one raw record ended, once its events and dead letters are on their way.
 *
 * @param tallies lines for the ledger
 * @param last position of the last event of the partition
 */
record Outcome(List<Tally> tallies, @Nullable SourcePosition last) {
    /** Copies the list. */
    public Outcome {
        tallies = List.copyOf(tallies);
    }
}
