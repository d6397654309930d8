package io.millrace.sink.commit;

import io.millrace.store.position.Advance;
import io.millrace.store.position.Mark;
import io.millrace.store.position.Marks;
import io.millrace.store.position.PartitionKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The partitions that one writer owns now, each with how far it has come. One thread uses it. */
final class OwnedPartitions {
    private final EventLog log;
    private final Map<Integer, Progress> progress = new TreeMap<>();

    OwnedPartitions(EventLog log) {
        this.log = log;
    }

    @Nullable
    Progress of(int partition) {
        return progress.get(partition);
    }

    /** Takes partitions whose positions are not read yet. */
    void add(Collection<Integer> partitions) {
        for (Integer partition : partitions) {
            progress.put(partition, Progress.of(new PartitionKey("", partition), Marks.NONE, 0));
        }
    }

    void remove(Collection<Integer> partitions) {
        progress.keySet().removeAll(partitions);
    }

    void clear() {
        progress.clear();
    }

    void committed() {
        progress.values().forEach(Progress::committed);
    }

    Map<Integer, Mark> marks() {
        Map<Integer, Mark> marks = new TreeMap<>();
        progress.forEach((partition, each) -> marks.put(partition, each.current()));
        return marks;
    }

    /** How far the table reaches into each. */
    Map<Integer, Reach> reached() {
        Map<Integer, Reach> reached = new TreeMap<>();
        progress.forEach((partition, each) -> reached.put(partition, each.reach()));
        return reached;
    }

    /** What a commit would move. */
    Map<PartitionKey, Advance> advances() {
        Map<PartitionKey, Advance> advances = new HashMap<>();
        for (Progress each : progress.values()) {
            if (each.hasMoved()) {
                advances.put(each.key(), each.advance());
            }
        }
        return advances;
    }

    /** Tells the consumer group, for lag displays. */
    void publish() {
        Map<Integer, Long> nextOffsets = new TreeMap<>();
        progress.forEach(
                (partition, each) -> nextOffsets.put(partition, each.current().nextOffset()));
        log.publish(nextOffsets);
    }

    /** Starts every partition from the table's marks, or from what the log still has where there is none. */
    void startFrom(Marks marks) {
        String topicId = log.topicId();
        progress.replaceAll((partition, before) -> {
            PartitionKey key = new PartitionKey(topicId, partition);
            long earliest = marks.of(key).isPresent() ? 0 : log.range(partition).earliest();
            return Progress.of(key, marks, earliest);
        });
        seekAll();
    }

    /** Goes on with what the topic has, and says how much is missing. True if the partition's mark moved. */
    boolean goOnWithin(int partition, EventLog.OffsetRange range, WriterObserver observer) {
        Progress each = progress.get(partition);
        if (each == null) {
            return false;
        }
        long wanted = each.current().nextOffset();
        long found = Math.max(range.earliest(), Math.min(wanted, range.end()));
        if (found != wanted) {
            observer.lost(partition, Math.abs(found - wanted));
            each.moveTo(each.current().movedTo(found));
        }
        log.seek(partition, found);
        return found != wanted;
    }

    /** Goes back to the first event that was left out; false if none was. */
    boolean acceptGap(int partition) {
        Progress each = progress.get(partition);
        if (each == null || !each.current().hasGap()) {
            return false;
        }
        each.moveTo(each.current().acceptingGap());
        log.seek(partition, each.current().nextOffset());
        return true;
    }

    void seekAll() {
        progress.forEach((partition, each) -> log.seek(partition, each.current().nextOffset()));
    }
}
