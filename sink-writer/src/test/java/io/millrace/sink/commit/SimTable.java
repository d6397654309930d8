package io.millrace.sink.commit;

import io.millrace.sink.event.EventRow;
import io.millrace.store.position.Advance;
import io.millrace.store.position.FencedException;
import io.millrace.store.position.Mark;
import io.millrace.store.position.Marks;
import io.millrace.store.position.PartitionKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A table with compare-and-set on marks, whose answers get lost. Shared by all writers of a schedule. */
final class SimTable implements EventTable {
    private final SimFaults faults;
    private final List<String> rows = new ArrayList<>();
    private final Set<Object> commits = new HashSet<>();
    private Marks marks = Marks.NONE;

    SimTable(SimFaults faults) {
        this.faults = faults;
    }

    /** Ids of all rows, with repetitions. */
    List<String> rows() {
        return rows;
    }

    @Override
    public Marks marks() {
        faults.mayCrash();
        faults.mayFail("marks");
        return marks;
    }

    @Override
    public PendingCommit prepare(List<EventRow> newRows, Map<PartitionKey, Advance> advances) {
        faults.mayCrash();
        faults.mayFail("files");
        faults.mayBeSlow();
        List<String> ids = newRows.stream().map(row -> row.position().eventId()).toList();
        return new SimCommit(ids, Map.copyOf(advances));
    }

    /** Found again by its identity. */
    private final class SimCommit implements PendingCommit {
        private final List<String> ids;
        private final Map<PartitionKey, Advance> advances;

        SimCommit(List<String> ids, Map<PartitionKey, Advance> advances) {
            this.ids = ids;
            this.advances = advances;
        }

        @Override
        public Outcome attempt() {
            faults.mayCrash();
            faults.mayFail("catalog");
            faults.mayBeSlow();
            if (commits.contains(this)) {
                return Outcome.COMMITTED;
            }
            try {
                advances.forEach((partition, advance) -> advance.check(partition, marks));
            } catch (FencedException e) {
                return Outcome.FENCED;
            }
            Map<PartitionKey, Mark> moved = new TreeMap<>();
            advances.forEach((partition, advance) -> moved.put(partition, advance.to()));
            marks = marks.with(moved);
            rows.addAll(ids);
            commits.add(this);
            faults.mayCrash();
            faults.mayFail("time-out after success");
            return Outcome.COMMITTED;
        }

        @Override
        public void abandon() {
            faults.mayCrash();
        }
    }
}
