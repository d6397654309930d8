package io.millrace.sink.commit;

import io.millrace.sink.event.EventRow;
import io.millrace.store.position.Advance;
import io.millrace.store.position.Mark;
import io.millrace.store.position.Marks;
import io.millrace.store.position.PartitionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A table whose catalog can be away. */
final class FakeTable implements EventTable {
    private final List<Integer> commits = new ArrayList<>();
    private Marks marks = Marks.NONE;
    private boolean away;
    private int attempts;

    void goAway() {
        away = true;
    }

    void comeBack() {
        away = false;
    }

    /** Rows of each commit. */
    List<Integer> commits() {
        return commits;
    }

    int attempts() {
        return attempts;
    }

    int rows() {
        return commits.stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public Marks marks() {
        answer();
        return marks;
    }

    @Override
    public PendingCommit prepare(List<EventRow> rows, Map<PartitionKey, Advance> advances) {
        answer();
        return new PendingCommit() {
            @Override
            public Outcome attempt() {
                attempts++;
                answer();
                Map<PartitionKey, Mark> moved = new TreeMap<>();
                advances.forEach((partition, advance) -> {
                    advance.check(partition, marks);
                    moved.put(partition, advance.to());
                });
                marks = marks.with(moved);
                commits.add(rows.size());
                return Outcome.COMMITTED;
            }

            @Override
            public void abandon() {
                // no files
            }
        };
    }

    private void answer() {
        if (away) {
            throw new StoreUnavailableException("away", new IllegalStateException("away"));
        }
    }
}
