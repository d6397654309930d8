package io.millrace.normalizer.stage;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The batches of one signal that were read and are not done: waiting for the directory, for the broker or for another try. A
 * partition's next batch is not read before, so that the oldest of them says how far the signal is behind.
 */
final class WorkInHand {
    private final Set<Batch> batches = ConcurrentHashMap.newKeySet();

    /** Takes a batch whose first record the broker appended then. */
    Batch begin(long appendedUnixMillis) {
        Batch batch = new Batch(appendedUnixMillis);
        batches.add(batch);
        return batch;
    }

    /** Age of the oldest record, by the time at which the broker appended it; 0 if nothing waits. */
    long oldestAgeMillis(long nowUnixMillis) {
        long oldest = batches.stream()
                .mapToLong(batch -> batch.appendedUnixMillis)
                .min()
                .orElse(nowUnixMillis);
        return Math.max(0, nowUnixMillis - oldest);
    }

    /** One batch of a partition. */
    final class Batch {
        private final long appendedUnixMillis;

        private Batch(long appendedUnixMillis) {
            this.appendedUnixMillis = appendedUnixMillis;
        }

        /** It is done, or is not ours any more. */
        void end() {
            batches.remove(this);
        }
    }
}
