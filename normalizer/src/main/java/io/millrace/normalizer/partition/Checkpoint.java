package io.millrace.normalizer.partition;

import io.millrace.telemetry.event.SourcePosition;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/**
 * How far a raw partition is done.
 *
 * @param nextOffset offset of the first raw record that is not done
 * @param leaderEpoch leader epoch of the raw record before that, -1 if nobody knows it
 * @param last position of the last event emitted, null if there was none yet
 */
public record Checkpoint(
        long nextOffset, int leaderEpoch, @Nullable SourcePosition last) {
    /** Epoch of a record whose leader nobody knows. */
    static final int NO_EPOCH = -1;

    /** What to commit: with the epoch, the broker tells a restart where the log was truncated since. */
    public OffsetAndMetadata toCommit(String metadata) {
        Optional<Integer> epoch = leaderEpoch < 0 ? Optional.empty() : Optional.of(leaderEpoch);
        return new OffsetAndMetadata(nextOffset, epoch, metadata);
    }
}
