package io.millrace.sink.table;

import io.millrace.store.position.FencedException;
import io.millrace.store.position.Mark;
import io.millrace.store.position.Marks;
import io.millrace.store.position.PartitionKey;
import io.millrace.store.position.RowPositions;
import io.millrace.store.position.TableMarks;
import io.millrace.telemetry.event.SourcePosition;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.iceberg.Table;
import org.jboss.logging.Logger;

/**
 * Reads a table's marks, and recovers them when another engine's maintenance has cut them out of the history: the copy in the
 * table's properties says where to read from, the rows themselves say how far they go, and the chain rule drops what is in the
 * table already.
 */
final class MarksRecovery {
    private static final Logger LOG = Logger.getLogger(MarksRecovery.class);

    private MarksRecovery() {}

    static Marks marks(Table table) {
        Optional<Marks> inSnapshots = TableMarks.inSnapshots(table);
        if (inSnapshots.isPresent() || table.currentSnapshot() == null) {
            return inSnapshots.orElse(Marks.NONE);
        }
        Marks recovered = TableMarks.inProperties(table)
                .map(copy -> withRows(table, copy))
                .orElseThrow(() -> new LostException("table " + table.name()
                        + " has snapshots but no marks: it was not written by Millrace, or its history is lost."
                        + " Nothing is written to it; see docs/operations/maintenance.md"));
        LOG.warnf("marks were recovered from the rows, table=%s", table.name());
        try {
            TableMarks.restore(table, recovered);
            return recovered;
        } catch (FencedException e) {
            table.refresh(); // another writer has recovered them
            return TableMarks.inSnapshots(table).orElseThrow();
        }
    }

    /**
     * Rows may reach further than the copy; then reading starts at the copy's offset, at the topic's first where the copy does not
     * know the partition yet, and repeats are dropped.
     */
    private static Marks withRows(Table table, Marks copy) {
        Map<PartitionKey, Mark> changed = new TreeMap<>();
        for (SourcePosition newest : RowPositions.newest(table)) {
            for (String eventsTopicId : eventsTopics(copy, newest.topicId())) {
                PartitionKey key = new PartitionKey(eventsTopicId, newest.partition());
                Mark mark = copy.of(key).orElse(Mark.startingAt(0));
                if (mark.last() == null || !newest.isAtOrBefore(mark.last())) {
                    changed.put(key, new Mark(mark.nextOffset(), newest, mark.holed(), mark.gapOffset()));
                }
            }
        }
        return copy.with(changed);
    }

    /** The events topics that were made of a raw topic. */
    private static Set<String> eventsTopics(Marks copy, String rawTopicId) {
        Set<String> topics = new TreeSet<>();
        copy.byPartition().forEach((key, mark) -> {
            if (mark.last() != null && mark.last().topicId().equals(rawTopicId)) {
                topics.add(key.topicId());
            }
        });
        return topics;
    }

    /** There are rows and nothing says how far they go. A person must decide; nothing is tried again. */
    static final class LostException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LostException(String message) {
            super(message);
        }
    }
}
