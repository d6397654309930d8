package io.millrace.sink.maintenance;

import io.millrace.sink.maintenance.table.Halt;
import io.millrace.sink.maintenance.table.JoinPolicy;
import io.millrace.sink.maintenance.table.Lease;
import io.millrace.sink.maintenance.table.LeaseLostException;
import io.millrace.sink.maintenance.table.MaintainedTable;
import io.millrace.sink.maintenance.table.TableCheck;
import io.millrace.sink.maintenance.table.TableFacts;
import io.millrace.store.EventTables;
import io.millrace.telemetry.Signal;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Carries out runs, one at a time: plan, take the lease, do it, look at the table again. A table that is not as it should be
 * afterwards is halted, see {@link Halt}: every process leaves it alone until an operator has it checked and it is found well. If
 * catalog or store do not let it be looked at, this process looks again before anything else is done.
 */
final class TableMaintainer {
    private static final Logger LOG = Logger.getLogger(TableMaintainer.class);

    private final EventTables tables;
    private final Lease lease;
    private final Operations operations;
    private final TableCheck check;
    private final JoinPolicy policy;
    private final Clock clock;
    private final Map<Signal, Halt> halted = new ConcurrentHashMap<>();
    private final Map<Signal, Halt> unwritten = new ConcurrentHashMap<>();
    private final Map<Signal, Halt> unchecked = new ConcurrentHashMap<>();

    TableMaintainer(
            EventTables tables, Lease lease, Operations operations, TableCheck check, JoinPolicy policy, Clock clock) {
        this.tables = tables;
        this.lease = lease;
        this.operations = operations;
        this.check = check;
        this.policy = policy;
        this.clock = clock;
    }

    /** Why a table is left alone, as it was seen last; empty if it is not. */
    Optional<String> halted(Signal signal) {
        return Optional.ofNullable(halted.get(signal)).map(Halt::why);
    }

    /** Carries out a run and says in it what became of it; throws nothing. */
    void carryOut(Run run) {
        run.begin();
        try {
            if (run.operation() == Operation.RESTORE) {
                Restore.carryOut(run, tables);
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
        } catch (Throwable e) { // an error too: the schedule goes on, and nobody would see the run end
            LOG.errorf(
                    e,
                    "maintenance failed, operation=%s table=%s",
                    run.operation().word(),
                    run.signal().tableName());
            run.end(
                    Run.State.FAILED,
                    Map.of(),
                    e instanceof RuntimeException ? String.valueOf(e.getMessage()) : e.toString());
        }
    }

    private void carryOut(Run run, MaintainedTable target) {
        Optional<Halt> halt = halt(target);
        Halt waiting = unchecked.get(run.signal());
        if (run.operation() == Operation.CHECK) {
            Optional<Halt> known = halt.or(() -> Optional.ofNullable(waiting));
            long removed = known.map(Halt::removedRows).orElse(0L);
            checked(run, target, known.map(Halt::before), new Work(Map.of(), false, removed));
            return;
        }
        if (halt.isPresent()) {
            run.end(
                    Run.State.FAILED,
                    Map.of(),
                    "the table is left alone until a check finds it well: "
                            + halt.get().why());
            return;
        }
        if (waiting != null
                && !isWell(
                        run, target, Optional.of(waiting.before()), new Work(Map.of(), false, waiting.removedRows()))) {
            return;
        }
        // a sweep lists the whole store, which costs more than a lease: one process does it, and once
        if (run.dryRun() || run.operation() != Operation.ORPHANS) {
            Work planned = operations.plan(run, target);
            if (run.dryRun() || !planned.isNeeded()) {
                run.end(Run.State.DONE, run.dryRun() ? planned.numbers() : Map.of(), null);
                return;
            }
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
        if (!done.isNeeded()) {
            run.end(Run.State.DONE, Map.of(), null);
            return;
        }
        checked(run, target, Optional.of(before), done);
    }

    private void checked(Run run, MaintainedTable target, Optional<TableCheck.Before> before, Work done) {
        if (!isWell(run, target, before, done)) {
            return;
        }
        if (run.operation() == Operation.CHECK && !run.dryRun() && halted.containsKey(run.signal())) {
            Halt.clear(target);
            unwritten.remove(run.signal());
            halted.remove(run.signal());
        }
        run.reached(io.millrace.sink.maintenance.table.Progress.Step.CHECKED, 1, 1);
        run.end(Run.State.DONE, done.numbers(), null);
        LOG.infof(
                "maintained, operation=%s table=%s %s",
                run.operation().word(), run.signal().tableName(), done.numbers());
    }

    /** Looks at the table; if it is not well, or cannot be looked at, the run is over. */
    private boolean isWell(Run run, MaintainedTable target, Optional<TableCheck.Before> before, Work done) {
        try {
            if (before.isPresent()) {
                check.after(target, before.get(), done.removedRows());
            } else {
                check.now(target);
            }
            unchecked.remove(run.signal());
            return true;
        } catch (TableCheck.UnreachableException e) {
            before.ifPresent(known -> unchecked.put(run.signal(), new Halt(known, done.removedRows(), "not checked")));
            run.end(Run.State.FAILED, done.numbers(), e.getMessage());
        } catch (RuntimeException e) {
            String why = "after " + run.operation().word() + ": " + e.getMessage();
            LOG.errorf(
                    e,
                    "table is not as it should be, maintenance of it stops, table=%s",
                    run.signal().tableName());
            if (!run.dryRun()) {
                halt(target, new Halt(before.orElseGet(() -> TableCheck.before(target)), done.removedRows(), why));
            }
            run.end(Run.State.FAILED, done.numbers(), why);
        }
        return false;
    }

    private void halt(MaintainedTable target, Halt halt) {
        halted.put(target.signal(), halt);
        unwritten.put(target.signal(), halt);
        try {
            halt.set(target);
            unwritten.remove(target.signal());
        } catch (RuntimeException e) {
            LOG.warnf(
                    "halt is not written into the table yet, table=%s: %s",
                    target.signal().tableName(), e.getMessage());
        }
    }

    /** The table's halt; one that could not be written is written now. */
    private Optional<Halt> halt(MaintainedTable target) {
        Halt own = unwritten.get(target.signal());
        if (own != null) {
            own.set(target);
            unwritten.remove(target.signal());
        }
        Optional<Halt> halt = Halt.of(target);
        halt.ifPresentOrElse(found -> halted.put(target.signal(), found), () -> halted.remove(target.signal()));
        return halt;
    }

    /** The table as it is now, without its lease; empty if there is none yet. */
    Optional<MaintainedTable> open(Signal signal) {
        return MaintainedTable.open(tables, signal, lease, clock);
    }

    /** Looks at a table anew. */
    Optional<State> look(Signal signal) {
        return open(signal).map(target -> {
            halt(target);
            return new State(TableFacts.of(target, policy), target.holder());
        });
    }

    /**
     * What was seen of a table.
     *
     * @param facts its health in numbers
     * @param holder who maintains it
     */
    record State(TableFacts facts, Optional<Lease.Held> holder) {}
}
