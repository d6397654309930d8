package io.millrace.sink;

import io.millrace.sink.commit.TableWriter;
import io.millrace.store.position.Mark;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The missing events of one writer's partitions, and which of them an operator gives up. For several threads. */
final class Gaps {
    private final Map<Integer, Gap> open = new ConcurrentSkipListMap<>();
    private final Set<Integer> accepted = ConcurrentHashMap.newKeySet();

    /** What is missing now. */
    List<Gap> open() {
        return List.copyOf(open.values());
    }

    /** Asks the writer to go on without the missing event of a partition; false if none is missing there. */
    boolean accept(int partition) {
        return open.containsKey(partition) && accepted.add(partition);
    }

    /** On the writer's thread: looks at its marks and does what was asked for. */
    void look(Instant now, TableWriter writer) {
        Map<Integer, Mark> marks = writer.marks();
        open.keySet().retainAll(marks.keySet());
        accepted.retainAll(marks.keySet());
        marks.forEach((partition, mark) -> {
            if (mark.hasGap()) {
                Gap known = open.get(partition);
                Instant since = known == null ? now : known.since();
                open.put(partition, new Gap(partition, mark.gapOffset(), mark.nextOffset() - mark.gapOffset(), since));
            } else {
                open.remove(partition);
                accepted.remove(partition);
            }
        });
        accepted.removeIf(writer::acceptGap);
    }
}
