package io.millrace.sink;

import io.millrace.sink.commit.Reach;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** How far a table is behind its topic: in records, and in time. Looked at now and then by one thread. */
final class Lag {
    private final Map<Integer, Instant> ownedSince = new HashMap<>();
    private Set<Integer> behindBefore = Set.of();

    /**
     * Looks at the partitions that are owned now.
     *
     * @param ends next offset of each partition of the topic
     * @param reached how far the table reaches into each
     */
    Reading look(Instant now, Map<Integer, Long> ends, Map<Integer, Reach> reached) {
        ownedSince.keySet().retainAll(reached.keySet());
        long records = 0;
        Instant oldest = now;
        Set<Integer> behind = new HashSet<>();
        for (Map.Entry<Integer, Reach> entry : reached.entrySet()) {
            int partition = entry.getKey();
            Reach reach = entry.getValue();
            Instant since = ownedSince.computeIfAbsent(partition, unknown -> now);
            long missing = ends.getOrDefault(partition, 0L) - reach.nextOffset();
            if (missing <= 0) {
                continue;
            }
            records += missing;
            behind.add(partition);
            // what came a moment ago after a quiet hour is not an hour old: one look behind is not late yet
            if (behindBefore.contains(partition)) {
                Instant newestInTable =
                        reach.timestampMillis() < 0 ? since : Instant.ofEpochMilli(reach.timestampMillis());
                oldest = newestInTable.isBefore(oldest) ? newestInTable : oldest;
            }
        }
        behindBefore = behind;
        return new Reading(records, Duration.between(oldest, now));
    }

    /**
     * What was seen.
     *
     * @param records records of the topic that are not in the table
     * @param time age of the newest record in the table, of the partition that is farthest behind; zero where nothing waits
     */
    record Reading(long records, Duration time) {}
}
