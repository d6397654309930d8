package io.millrace.sink.maintenance;

import io.millrace.sink.maintenance.table.JoinPolicy;
import io.millrace.sink.maintenance.table.Lease;
import io.millrace.sink.maintenance.table.LeaseLostException;
import io.millrace.sink.maintenance.table.MaintainedTable;
import io.millrace.sink.maintenance.table.TableCheck;
import io.millrace.sink.maintenance.table.TableFacts;
import io.millrace.store.EventTables;
import io.millrace.store.RestoredTable;
import io.millrace.telemetry.Signal;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Carries out runs, one at a time: plan, take the lease, do it, look at the table again. A table that is not as it should be
 * afterwards is left alone by the schedule until an operator has it checked and found well.
 */
final class TableMaintainer {
    private static final Logger LOG = Logger.getLogger(TableMaintainer.class);

    private final EventTables tables;
    private final Lease lease;
    private final Operations operations;
    private final TableCheck check;
    private final JoinPolicy policy;
    private final Clock clock;
    private final Map<Signal, String> halted = new ConcurrentHashMap<>();

    TableMaintainer(
            EventTables tables, Lease lease, Operations operations, TableCheck check, JoinPolicy policy, Clock clock) {
        this.tables = tables;
        this.lease = lease;
        this.operations = operations;
        this.check = check;
        this.policy = policy;
        this.clock = clock;
    }

    /** Why a table is left alone; empty if it is not. */
    Optional<String> halted(Signal signal) {
        return Optional.ofNullable(halted.get(signal));
    }

    /** Carries out a run and says in it what became of it; throws nothing. */
    void carryOut(Run run) {
        run.begin();
        try {
            if (run.operation() == Operation.RESTORE) {
                restore(run);
                return;
            }
            Optional<MaintainedTable> target = open(run.signal());
            if (target.isEmpty()) {
                run.end(Run.State.DONE, Map.of(), "the table has no rows yet");
            } else {
                carryOut(run, target.get());
            }
        } catch (LeaseLostException e) {
            run.end(Run.State.BUSY, Map.of(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(
                    e,
                    "maintenance failed, operation=%s table=%s",
                    run.operation().word(),
                    run.signal().tableName());
            run.end(Run.State.FAILED, Map.of(), String.valueOf(e.getMessage()));
        }
    }

    /** Needs no lease: the catalog lets one of several register the table, and a table that is whole is left as it is. */
    private void restore(Run run) {
        RestoredTable restored = tables.restore(run.signal(), run.dryRun());
        Map<String, Long> numbers = Map.of(
                "version", (long) restored.version(), "rows", restored.rows(), "leftOut", (long) restored.leftOut());
        run.end(
                Run.State.DONE,
                numbers,
                switch (restored.outcome()) {
                    case NOTHING_TO_DO -> "the catalog knows the table, and all its files are there";
                    case NO_FILES -> "the store has no files of the table";
                    case FOUND -> "would be registered: " + restored.metadataFile();
                    case REGISTERED -> "registered: " + restored.metadataFile();
                });
    }

    private void carryOut(Run run, MaintainedTable target) {
        if (run.operation() == Operation.CHECK) {
            checked(run, target, TableCheck.before(target), new Work(Map.of(), false, 0));
            return;
        }
        Work planned = operations.plan(run, target);
        if (run.dryRun() || !planned.isNeeded()) {
            run.end(Run.State.DONE, run.dryRun() ? planned.numbers() : Map.of(), null);
            return;
        }
        if (!target.takeLease()) {
            run.end(
                    Run.State.BUSY,
                    Map.of(),
                    "maintained by " + target.holder().map(Lease.Held::holder).orElse("another process"));
            return;
        }
        TableCheck.Before before = TableCheck.before(target);
        Work done = operations.run(run, target);
        checked(run, target, before, done);
    }

    private void checked(Run run, MaintainedTable target, TableCheck.Before before, Work done) {
        try {
            check.after(target, before, done.removedRows());
        } catch (RuntimeException e) {
            String why = "after " + run.operation().word() + ": " + e.getMessage();
            halted.put(run.signal(), why);
            LOG.errorf(
                    e,
                    "table is not as it should be, maintenance of it stops, table=%s",
                    run.signal().tableName());
            run.end(Run.State.FAILED, done.numbers(), why);
            return;
        }
        halted.remove(run.signal());
        run.reached(io.millrace.sink.maintenance.table.Progress.Step.CHECKED, 1, 1);
        run.end(Run.State.DONE, done.numbers(), null);
        LOG.infof(
                "maintained, operation=%s table=%s %s",
                run.operation().word(), run.signal().tableName(), done.numbers());
    }

    /** The table as it is now, without its lease; empty if there is none yet. */
    Optional<MaintainedTable> open(Signal signal) {
        return MaintainedTable.open(tables, signal, lease, clock);
    }

    /** Looks at a table anew. */
    Optional<State> look(Signal signal) {
        return open(signal).map(target -> new State(TableFacts.of(target, policy), target.holder()));
    }

    /**
     * What was seen of a table.
     *
     * @param facts its health in numbers
     * @param holder who maintains it
     */
    record State(TableFacts facts, Optional<Lease.Held> holder) {}
}
