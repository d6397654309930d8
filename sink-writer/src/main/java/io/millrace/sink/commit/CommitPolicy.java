package io.millrace.sink.commit;

import java.time.Duration;
import java.time.Instant;

/**
 * When a batch becomes a commit: whichever limit is reached first. After a quiet time the first events wait only for the short
 * linger, so that a single one is seen at once; under load there is one commit an interval.
 *
 * @param interval time between the starts of two commits
 * @param linger how long the first event of a batch waits for others
 * @param maxRows rows that end a batch
 * @param maxBytes bytes in memory that end a batch, dead letters included
 * @param idleInterval after how long marks alone are committed, without rows and dead letters: repeats, say, that need
 *     not be read again
 */
public record CommitPolicy(Duration interval, Duration linger, long maxRows, long maxBytes, Duration idleInterval) {

    /** Whether nothing more may be taken before a commit. */
    boolean isFull(Batch batch) {
        return batch.rowCount() >= maxRows || batch.sizeBytes() >= maxBytes;
    }

    /** When the batch is to be committed, or {@link Instant#MAX} if nothing moved. */
    Instant dueAt(Batch batch, Instant lastCommit) {
        if (!batch.isHolding()) {
            return batch.firstMoveAt() == null
                    ? Instant.MAX
                    : batch.firstMoveAt().plus(idleInterval);
        }
        Instant lingered = batch.firstHeldAt().plus(linger);
        Instant paced = lastCommit.plus(interval);
        return lingered.isAfter(paced) ? lingered : paced;
    }
}
