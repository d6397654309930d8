package io.millrace.normalizer.partition;

import io.millrace.normalizer.split.Split;
import io.millrace.telemetry.event.SourcePosition;
import io.millrace.telemetry.topic.DeadLetter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done for one raw record.
 *
 * @param events events to emit, in order
 * @param deadLetters dead letters to write
 * @param tallies lines for the ledger
 * @param last position of the last event of the partition when these are emitted
 */
record Outcome(
        List<Split.Event> events,
        List<DeadLetter> deadLetters,
        List<Tally> tallies,
        @Nullable SourcePosition last) {
    /** Copies the lists. */
    public Outcome {
        events = List.copyOf(events);
        deadLetters = List.copyOf(deadLetters);
        tallies = List.copyOf(tallies);
    }
}
