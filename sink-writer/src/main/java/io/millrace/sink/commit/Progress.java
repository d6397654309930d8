package io.millrace.sink.commit;

import io.millrace.store.position.Advance;
import io.millrace.store.position.Mark;
import io.millrace.store.position.Marks;
import io.millrace.store.position.PartitionKey;
import io.millrace.telemetry.event.SourcePosition;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One assigned partition: the mark that the table has, and the one that the batch would leave. */
final class Progress {
    private final PartitionKey key;
    private final Chain chain;
    private final long firstOffset;
    private @Nullable Mark committed;
    private Mark current;
    private long takenMillis = -1;
    private long committedMillis = -1;

    private Progress(PartitionKey key, Chain chain, @Nullable Mark committed, Mark current) {
        this.key = key;
        this.chain = chain;
        this.committed = committed;
        this.current = current;
        this.firstOffset = current.nextOffset();
    }

    /** Where the table stands; at the topic's earliest record where it has not seen the partition. */
    static Progress of(PartitionKey key, Marks marks, long earliest) {
        Mark committed = marks.of(key).orElse(null);
        Mark current = committed == null ? Mark.startingAt(earliest) : committed;
        return new Progress(key, new Chain(inherited(key, marks)), committed, current);
    }

    private static Map<String, SourcePosition> inherited(PartitionKey key, Marks marks) {
        Map<String, SourcePosition> inherited = new HashMap<>();
        marks.byPartition().forEach((other, mark) -> {
            SourcePosition last = mark.last();
            if (other.partition() == key.partition() && !other.equals(key) && last != null) {
                inherited.merge(last.topicId(), last, (a, b) -> a.isAtOrBefore(b) ? b : a);
            }
        });
        return inherited;
    }

    PartitionKey key() {
        return key;
    }

    Mark current() {
        return current;
    }

    Chain chain() {
        return chain;
    }

    void moveTo(Mark mark) {
        current = mark;
    }

    /** A record of this time was looked at. */
    void taken(long timestampMillis) {
        takenMillis = timestampMillis;
    }

    /** How far the table reaches. */
    Reach reach() {
        return new Reach(committed == null ? firstOffset : committed.nextOffset(), committedMillis);
    }

    boolean hasMoved() {
        return committed == null
                ? current.last() != null || current.hasGap() || current.holed()
                : !committed.equals(current);
    }

    Advance advance() {
        return new Advance(committed, current);
    }

    void committed() {
        committedMillis = takenMillis;
        committed = hasMoved() ? current : committed;
    }
}
