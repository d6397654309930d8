package io.millrace.sink.maintenance.table;

import io.millrace.store.EventTables;
import io.millrace.store.position.AlreadyCommittedException;
import io.millrace.store.position.TableMarks;
import io.millrace.telemetry.Signal;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CleanableFailure;
import org.jboss.logging.Logger;

/** A table under maintenance: its lease, and commits that carry the marks forward and are refused without the lease. */
public final class MaintainedTable {
    private static final Logger LOG = Logger.getLogger(MaintainedTable.class);

    private final EventTables tables;
    private final Signal signal;
    private final Table table;
    private final Lease lease;
    private final Clock clock;

    private MaintainedTable(EventTables tables, Signal signal, Table table, Lease lease, Clock clock) {
        this.tables = tables;
        this.signal = signal;
        this.table = table;
        this.lease = lease;
        this.clock = clock;
    }

    /** The signal's table; empty if the sink has not made it, or has not committed to it yet. */
    public static Optional<MaintainedTable> open(EventTables tables, Signal signal, Lease lease, Clock clock) {
        return tables.load(signal)
                .filter(table -> table.currentSnapshot() != null)
                .map(table -> new MaintainedTable(tables, signal, table, lease, clock));
    }

    /** Signal of the table. */
    public Signal signal() {
        return signal;
    }

    /** Who holds the lease, as the table was last refreshed. */
    public Optional<Lease.Held> holder() {
        return lease.held(table);
    }

    /** Whether this process holds the lease, as the table was last refreshed. */
    public boolean holdsLease() {
        return lease.isHeld(table);
    }

    /** Takes or renews the lease; false if another process holds it. */
    public boolean takeLease() {
        return lease.take(table);
    }

    /**
     * Takes or renews the lease, after a look at the table's newest state.
     *
     * @throws LeaseLostException if another process holds it
     */
    public void requireLease() {
        if (!takeLease()) {
            throw new LeaseLostException("another process maintains " + table.name());
        }
    }

    /**
     * Renews the lease if less than half its time is left; costs nothing before. For work that takes long between commits.
     *
     * @throws LeaseLostException if another process holds it
     */
    void keepLease() {
        if (!lease.lasts(table)) {
            requireLease();
        }
    }

    /** Reads the table's newest state. */
    public void refresh() {
        table.refresh();
    }

    /** Time of the newest snapshot, as the table was last refreshed. */
    public Instant snapshotTime() {
        return Instant.ofEpochMilli(current().timestampMillis());
    }

    /** Time by the clock of maintenance. */
    public Instant now() {
        return clock.instant();
    }

    Table table() {
        return table;
    }

    /** The table as another reader would open it now. */
    Table openedAgain() {
        return tables.load(signal).orElseThrow(() -> new IllegalStateException(table.name() + " is gone"));
    }

    Snapshot current() {
        Snapshot current = table.currentSnapshot();
        if (current == null) {
            throw new IllegalStateException(table.name() + " has no snapshot");
        }
        return current;
    }

    /**
     * Commits a change that was planned on a snapshot.
     *
     * @param update the change
     * @param planned the snapshot that it was planned on
     * @param onlyAppendsSince whether it must fail if anything but appends has happened since
     * @param ownFiles files written for it; deleted if it is certain that they are in no snapshot
     */
    void commit(SnapshotUpdate<?> update, Snapshot planned, boolean onlyAppendsSince, Collection<DataFile> ownFiles) {
        UUID commitId = UUID.randomUUID();
        TableMarks.guard(update, Map.of(), commitId, ancestors -> {
            lease.check(ancestors);
            if (onlyAppendsSince) {
                requireOnlyAppends(ancestors, planned);
            }
            lease.stamp(update);
        });
        try {
            update.commit();
        } catch (AlreadyCommittedException e) {
            LOG.infof("commit had come through, its answer was lost, table=%s commit=%s", table.name(), commitId);
        } catch (RuntimeException e) {
            table.refresh();
            if (!TableMarks.holds(table, commitId)) {
                if (e instanceof CleanableFailure) {
                    delete(ownFiles);
                }
                throw e; // any other may still come through: the files stay for the orphan sweep
            }
            LOG.infof("commit was found after an answer got lost, table=%s commit=%s", table.name(), commitId);
        }
        table.refresh();
    }

    /** Deletes files that are in no snapshot; what cannot be deleted now stays for the orphan sweep. */
    void delete(Collection<DataFile> files) {
        for (DataFile file : List.copyOf(files)) {
            try {
                table.io().deleteFile(file.location());
            } catch (RuntimeException e) {
                LOG.infof("file stays for the orphan sweep, table=%s: %s", table.name(), e.getMessage());
            }
        }
    }

    private static void requireOnlyAppends(Iterable<Snapshot> ancestors, Snapshot planned) {
        for (Snapshot ancestor : ancestors) {
            if (ancestor.snapshotId() == planned.snapshotId()) {
                return;
            }
            if (!DataOperations.APPEND.equals(ancestor.operation())) {
                throw new LeaseLostException("the table was changed by more than appends since the change was planned");
            }
        }
        throw new LeaseLostException("the snapshot that the change was planned on is gone");
    }
}
