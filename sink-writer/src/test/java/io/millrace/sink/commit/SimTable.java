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

/** A table with compare-and-set on marks, whose answers get lost or come late. Shared by all writers of a schedule. */
final class SimTable implements EventTable {
    private final SimFaults faults;
    private final List<String> rows = new ArrayList<>();
    private final Set<Object> commits = new HashSet<>();
    private final List<SimCommit> underWay = new ArrayList<>();
    private Marks marks = Marks.NONE;
    private int late;

    SimTable(SimFaults faults) {
        this.faults = faults;
    }

    /** Ids of all rows, with repetitions. */
    List<String> rows() {
        return rows;
    }

    /** Commits that were made after their writer had been told that there is no answer. */
    int late() {
        return late;
    }

    /** What is under way to the catalog arrives, now and then; each at most once. */
    private void landLate() {
        underWay.removeIf(commit -> {
            if (!faults.isLanding()) {
                return false;
            }
            if (!commits.contains(commit) && commit.land()) {
                late++;
            }
            return true;
        });
    }

    @Override
    public Marks marks() {
        landLate();
        faults.mayCrash();
        faults.mayFail("marks");
        return marks;
    }

    @Override
    public PendingCommit prepare(List<EventRow> newRows, Map<PartitionKey, Advance> advances) {
        landLate();
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
            landLate();
            faults.mayCrash();
            faults.mayFail("catalog");
            faults.mayBeSlow();
            if (commits.contains(this)) {
                return Outcome.COMMITTED;
            }
            if (faults.isLate()) {
                underWay.add(this);
                throw new StoreUnavailableException("time-out before success", new IllegalStateException("simulated"));
            }
            if (!land()) {
                return Outcome.FENCED;
            }
            faults.mayCrash();
            faults.mayFail("time-out after success");
            return Outcome.COMMITTED;
        }

        /** The catalog's part, in one step. False if the marks are no longer where the commit takes them from. */
        boolean land() {
            if (commits.contains(this)) {
                return true;
            }
            try {
                advances.forEach((partition, advance) -> advance.check(partition, marks));
            } catch (FencedException e) {
                return false;
            }
            Map<PartitionKey, Mark> moved = new TreeMap<>();
            advances.forEach((partition, advance) -> moved.put(partition, advance.to()));
            moved.forEach((partition, mark) -> marks.of(partition).ifPresent(before -> {
                if (mark.nextOffset() < before.nextOffset()) {
                    throw new AssertionError("a mark was lowered: " + before + " to " + mark);
                }
            }));
            marks = marks.with(moved);
            rows.addAll(ids);
            commits.add(this);
            return true;
        }

        @Override
        public void abandon() {
            faults.mayCrash();
        }
    }
}
