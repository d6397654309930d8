package io.millrace.normalizer.partition;

import io.millrace.telemetry.event.SourcePosition;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Where a newly assigned partition goes on.
 *
 * @param checkpoint where
 * @param lostRecords records that the broker dropped before they were done, from 0: an alarm
 * @param truncated whether the log ends before what was done: an alarm; all of it is read again
 * @param chainUnknown whether nobody noted the last event emitted, so that it must be looked up in the events topic
 */
public record StartDecision(Checkpoint checkpoint, long lostRecords, boolean truncated, boolean chainUnknown) {

    /**
     * Decides from what was committed and what the broker still has. The very first start goes on from the earliest offset, and
     * so does the first start on a topic that was made anew.
     *
     * @param committed what the group committed last, null if nothing
     * @param earliestOffset first offset that the broker has
     * @param endOffset offset of the next record
     */
    public static StartDecision of(
            PartitionSource source, @Nullable OffsetAndMetadata committed, long earliestOffset, long endOffset) {
        if (committed == null) {
            return new StartDecision(new Checkpoint(earliestOffset, Checkpoint.NO_EPOCH, null), 0, false, true);
        }
        CommitMetadata metadata = CommitMetadata.decode(committed.metadata(), source.partition());
        if (metadata != null && !metadata.topicId().equals(source.topicId())) {
            return new StartDecision(new Checkpoint(earliestOffset, Checkpoint.NO_EPOCH, null), 0, false, false);
        }
        SourcePosition last = metadata == null ? null : metadata.last();
        boolean unknown = metadata == null;
        int epoch = committed.leaderEpoch().orElse(Checkpoint.NO_EPOCH);
        if (committed.offset() > endOffset) {
            return new StartDecision(new Checkpoint(earliestOffset, epoch, last), 0, true, unknown);
        }
        long lost = Math.max(0, earliestOffset - committed.offset());
        long nextOffset = Math.max(earliestOffset, committed.offset());
        return new StartDecision(new Checkpoint(nextOffset, epoch, last), lost, false, unknown);
    }
}
