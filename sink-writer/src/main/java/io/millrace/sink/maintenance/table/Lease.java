package io.millrace.sink.maintenance.table;

import static java.util.Objects.requireNonNull;

import io.millrace.store.position.AlreadyCommittedException;
import io.millrace.store.position.TableMarks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;
import org.jboss.logging.Logger;

/**
 * One maintainer of a table at a time. The lease stands in the summary of snapshots, because the swap to a new snapshot is the
 * one compare-and-set that every catalog has: a REST catalog merges table properties. It is taken by a commit without files and
 * renewed by each commit of maintenance; a commit by anybody but the newest holder is refused at every attempt, so that a
 * process that was thought dead can do no harm.
 */
public final class Lease {
    /** Key of the lease in snapshot summaries. */
    static final String PROPERTY = "millrace.maintainer";

    private static final Logger LOG = Logger.getLogger(Lease.class);

    private final String holder;
    private final Duration time;
    private final Clock clock;

    /**
     * The lease as one process sees it.
     *
     * @param holder name of the process, unique and without blanks
     * @param time how long it is held without a further commit
     */
    public Lease(String holder, Duration time, Clock clock) {
        this.holder = requireNonNull(holder, "holder");
        this.time = requireNonNull(time, "time");
        this.clock = requireNonNull(clock, "clock");
    }

    /** Who holds the lease of a table as it was last refreshed; empty if nobody does. */
    public Optional<Held> held(Table table) {
        return newest(history(table)).filter(held -> held.until().isAfter(clock.instant()));
    }

    /**
     * Takes the lease, or makes sure that it lasts for at least half its time. Refreshes the table.
     *
     * @return whether this process holds it
     */
    boolean take(Table table) {
        table.refresh();
        Optional<Held> newest = newest(history(table));
        Instant now = clock.instant();
        if (newest.isPresent() && newest.get().until().isAfter(now)) {
            if (!newest.get().holder().equals(holder)) {
                return false;
            }
            if (lasts(newest.get())) {
                return true;
            }
        }
        AppendFiles claim = table.newAppend();
        TableMarks.guard(claim, Map.of(), UUID.randomUUID(), ancestors -> {
            if (!newest(ancestors).equals(newest)) {
                throw new LeaseLostException("another process has taken the lease of " + table.name());
            }
            stamp(claim);
        });
        try {
            claim.commit();
        } catch (AlreadyCommittedException e) {
            LOG.debugf("lease had been taken, its answer was lost, table=%s", table.name());
        } catch (LeaseLostException e) {
            return false;
        }
        table.refresh();
        return true;
    }

    /** Whether it is held by this process, as the table was last refreshed; makes no commit. */
    boolean isHeld(Table table) {
        return held(table).filter(held -> held.holder().equals(holder)).isPresent();
    }

    /** Whether it is held by this process and lasts for at least half its time, as the table was last refreshed. */
    boolean lasts(Table table) {
        return newest(history(table)).filter(this::lasts).isPresent();
    }

    private boolean lasts(Held held) {
        return held.holder().equals(holder)
                && held.until().isAfter(clock.instant().plus(time.dividedBy(2)));
    }

    /** Renews the lease in a commit. */
    void stamp(SnapshotUpdate<?> update) {
        update.set(PROPERTY, holder + " " + clock.instant().plus(time).toEpochMilli());
    }

    /**
     * Refuses a commit whose history says that another process holds the lease.
     *
     * @throws LeaseLostException if this process does not
     */
    void check(Iterable<Snapshot> ancestors) {
        Optional<Held> newest = newest(ancestors);
        if (newest.isEmpty() || !newest.get().holder().equals(holder)) {
            throw new LeaseLostException("the lease is no longer held by this process");
        }
    }

    static Iterable<Snapshot> history(Table table) {
        Snapshot current = table.currentSnapshot();
        return current == null ? java.util.List.of() : SnapshotUtil.ancestorsOf(current.snapshotId(), table::snapshot);
    }

    private static Optional<Held> newest(Iterable<Snapshot> ancestors) {
        for (Snapshot ancestor : ancestors) {
            String text = ancestor.summary().get(PROPERTY);
            if (text != null) {
                int blank = text.lastIndexOf(' ');
                return Optional.of(new Held(
                        text.substring(0, blank), Instant.ofEpochMilli(Long.parseLong(text.substring(blank + 1)))));
            }
        }
        return Optional.empty();
    }

    /**
     * A held lease.
     *
     * @param holder who holds it
     * @param until when it ends unless it is renewed
     */
    public record Held(String holder, Instant until) {}
}
