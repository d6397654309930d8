package io.millrace.sink.commit;

import java.util.List;
import java.util.Set;

/**
 * What a poll gave.
 *
 * @param records records, in order within a partition
 * @param outOfRange partitions whose wanted offset the topic does not have
 */
public record Polled(List<LogRecord> records, Set<Integer> outOfRange) {

    /** Copies the set; the list, which is large, is the callee's to leave alone. */
    public Polled {
        outOfRange = Set.copyOf(outOfRange);
    }
}
