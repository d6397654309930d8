package io.millrace.normalizer.partition;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Where a newly assigned partition goes on.
 *
 * @param checkpoint where
 * @param lostRecords records that the broker dropped before they were done, from 0: an alarm
 */
public record StartDecision(Checkpoint checkpoint, long lostRecords) {

    /**
     * Decides from what was committed and what the broker still has. The very first start names the earliest offset, and so
     * does the first start on a topic that was made anew.
     *
     * @param committed what the group committed last, null if nothing
     * @param earliestOffset first offset that the broker has
     */
    public static StartDecision of(PartitionSource source, @Nullable OffsetAndMetadata committed, long earliestOffset) {
        if (committed == null) {
            return new StartDecision(new Checkpoint(earliestOffset, null), 0);
        }
        CommitMetadata metadata = CommitMetadata.decode(committed.metadata(), source.partition());
        if (metadata != null && !metadata.topicId().equals(source.topicId())) {
            return new StartDecision(new Checkpoint(earliestOffset, null), 0);
        }
        long lost = Math.max(0, earliestOffset - committed.offset());
        long nextOffset = Math.max(earliestOffset, committed.offset());
        return new StartDecision(new Checkpoint(nextOffset, metadata == null ? null : metadata.last()), lost);
    }
}
