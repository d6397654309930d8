package io.millrace.sink.commit;

import io.millrace.sink.event.EventText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An events topic as faulty emitters leave it: repeats, events before their predecessors, rubbish in between. */
final class SimTopic {
    static final String ID = "events";

    private final List<List<byte[]>> partitions = new ArrayList<>();
    private final Set<String> truth = new TreeSet<>();

    SimTopic(Random random, int partitionCount, int eventsEach) {
        for (int partition = 0; partition < partitionCount; partition++) {
            partitions.add(emit(random, chain(partition, eventsEach)));
        }
    }

    List<byte[]> partition(int partition) {
        return partitions.get(partition);
    }

    int partitionCount() {
        return partitions.size();
    }

    /** Ids of the events that belong into the table, each once. */
    Set<String> truth() {
        return truth;
    }

    /** Partition and offset of every record that is no event. */
    Set<String> rubbish() {
        Set<String> rubbish = new TreeSet<>();
        for (int partition = 0; partition < partitions.size(); partition++) {
            List<byte[]> records = partitions.get(partition);
            for (int offset = 0; offset < records.size(); offset++) {
                if (records.get(offset)[0] != '{') {
                    rubbish.add(partition + ":" + offset);
                }
            }
        }
        return rubbish;
    }

    private List<byte[]> chain(int partition, int events) {
        List<byte[]> chain = new ArrayList<>();
        @Nullable String previous = null;
        for (int index = 0; index < events; index++) {
            int offset = index / 3 * 2; // several events of one raw record, and raw records without events
            int ordinal = index % 3;
            EventText event = EventText.event("raw", partition, offset, ordinal).chainedAfter(previous);
            chain.add(event.text().getBytes(StandardCharsets.UTF_8));
            truth.add("raw:" + partition + ":" + offset + ":" + ordinal);
            previous = "[0," + offset + "," + ordinal + "]";
        }
        return chain;
    }

    /** Emits the chain; now and then one is skipped and the emitter begins again at or before it. */
    private static List<byte[]> emit(Random random, List<byte[]> chain) {
        List<byte[]> emitted = new ArrayList<>();
        int next = 0;
        int missing = Integer.MAX_VALUE;
        int restarts = 0;
        while (next < chain.size() || missing < Integer.MAX_VALUE) {
            int fate = restarts > 20 ? 99 : random.nextInt(100);
            if (next >= chain.size() || fate < 5) {
                next = Math.max(0, Math.min(next, missing) - random.nextInt(4));
                missing = Integer.MAX_VALUE;
                restarts++;
            } else if (fate < 9 && next > 0) { // without a first event the table cannot know that something came before
                missing = Math.min(missing, next);
                next++;
                restarts++;
            } else if (fate < 11 && missing == Integer.MAX_VALUE && next < chain.size()) {
                emitted.add(
                        "rubbish".getBytes(StandardCharsets.UTF_8)); // excuses one missing event: none is missing here
                emitted.add(chain.get(next++));
            } else if (next < chain.size()) {
                emitted.add(chain.get(next++));
            }
        }
        return emitted;
    }
}
