package io.millrace.sink.commit;

import io.millrace.sink.commit.EventTable.Outcome;
import io.millrace.sink.commit.EventTable.PendingCommit;
import io.millrace.sink.event.EventReader;
import io.millrace.store.position.Advance;
import io.millrace.store.position.Mark;
import io.millrace.store.position.PartitionKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings one events topic into one table, step by step. Whatever goes wrong, it starts again from the marks in the table; those
 * move only in the same commit as the rows. One thread uses it.
 */
public final class TableWriter {
    private final EventLog log;
    private final EventTable table;
    private final DeadLetters deadLetters;
    private final CommitPolicy policy;
    private final WriterObserver observer;
    private final Clock clock;
    private final Batch batch = new Batch();
    private final Backoff backoff = new Backoff();
    private final Intake intake;
    private final OwnedPartitions owned;
    private final EventLog.AssignmentListener assignment = new Assignment();
    private boolean repositioning;
    private long restarts;
    private @Nullable PendingCommit pending;
    private Instant lastCommit = Instant.EPOCH;

    /** A writer that owns nothing yet. */
    public TableWriter(WriterPorts ports, EventReader reader, CommitPolicy policy) {
        this.log = ports.log();
        this.owned = new OwnedPartitions(log);
        this.table = ports.table();
        this.deadLetters = ports.deadLetters();
        this.observer = ports.observer();
        this.clock = ports.clock();
        this.policy = policy;
        this.intake = new Intake(reader, ports, batch);
    }

    /** One poll, and a commit if one is due. Failures of store and catalog are kept and tried again at a later step. */
    public void step() {
        if (repositioning && backoff.allows(clock.instant())) {
            attempt(this::readPositions);
        }
        Polled polled = log.poll(waitLimit(), assignment);
        if (!repositioning) {
            if (!polled.outOfRange().isEmpty()) {
                attempt(() -> polled.outOfRange().forEach(this::findRange));
            }
            takeAll(polled);
            if (pending != null || !clock.instant().isBefore(policy.dueAt(batch, lastCommit))) {
                flush();
            }
        }
        observer.buffered(batch.rowCount(), batch.sizeBytes());
    }

    /** Commits what is held, if that goes at once; the rest is read again at the next start. */
    public void drain() {
        if (!repositioning && pending == null && batch.firstMoveAt() != null) {
            flush();
        }
        abandon();
        owned.clear();
    }

    /** Marks of the owned partitions, as the batch would leave them. */
    public Map<Integer, Mark> marks() {
        return owned.marks();
    }

    /** How far the table reaches into the owned partitions. */
    public Map<Integer, Reach> reached() {
        return repositioning ? Map.of() : owned.reached();
    }

    /**
     * Goes back to the first event that was left out in a partition and takes it without its predecessor. False if no event is
     * missing there, or a commit is under way: to be asked again.
     */
    public boolean acceptGap(int partition) {
        return pending == null && !repositioning && owned.acceptGap(partition);
    }

    private Duration waitLimit() {
        if (repositioning && !backoff.isFailing()) {
            return Duration.ZERO;
        }
        Instant due = backoff.isFailing() ? backoff.retryAt() : policy.dueAt(batch, lastCommit);
        return PollWait.until(due, clock.instant());
    }

    private void takeAll(Polled polled) {
        long began = restarts;
        for (LogRecord record : polled.records()) {
            Progress progress = owned.of(record.partition());
            if (restarts != began || repositioning) {
                return; // what is left of the poll belongs to positions that no longer hold
            }
            if (progress != null) {
                intake.take(record, progress);
            }
            if (policy.isFull(batch)) {
                flush();
                if (policy.isFull(batch)) {
                    owned.seekAll(); // the store is away; the rest of the poll comes again
                    return;
                }
            }
        }
    }

    private void flush() {
        if (backoff.allows(clock.instant())) {
            attempt(this::commit);
        }
    }

    /** Runs something that needs the store; after a failure polls give nothing until it went well. */
    private void attempt(Runnable work) {
        try {
            work.run();
            if (backoff.isFailing()) {
                backoff.succeeded();
                observer.recovered();
            }
            if (pending == null && !repositioning) {
                log.resume();
            }
        } catch (StoreUnavailableException e) {
            backoff.failed(clock.instant());
            log.pause();
            observer.unavailable(e);
        }
    }

    private void commit() {
        Instant start = clock.instant();
        deadLetters.flush();
        if (pending == null) {
            Map<PartitionKey, Advance> advances = owned.advances();
            if (advances.isEmpty()) {
                batch.clear();
                return;
            }
            pending = table.prepare(batch.rows(), advances);
        }
        if (pending.attempt() == Outcome.FENCED) {
            observer.fenced();
            startOver();
            readPositions();
            return;
        }
        pending = null;
        owned.committed();
        Instant end = clock.instant();
        Duration oldest = batch.isEmpty() ? Duration.ZERO : Duration.between(batch.firstRowAt(), end);
        observer.committed(batch.rowCount(), batch.sizeBytes(), Duration.between(start, end), oldest);
        batch.clear();
        lastCommit = start;
        owned.publish();
    }

    /** The topic does not have what the table wants next. */
    private void findRange(int partition) {
        Progress progress = owned.of(partition);
        if (progress == null) {
            return;
        }
        EventLog.OffsetRange range;
        try {
            if (!progress.key().topicId().equals(log.topicId())) {
                startOver(); // the topic was made anew
                return;
            }
            range = log.range(partition);
        } catch (StoreUnavailableException e) {
            startOver();
            throw e;
        }
        if (owned.goOnWithin(partition, range, observer)) {
            batch.moved(clock.instant());
        }
    }

    private void readPositions() {
        owned.startFrom(table.marks());
        repositioning = false;
    }

    /** Forgets everything that is not in the table; nothing is taken before the table's marks are read again. */
    private void startOver() {
        restarts++;
        pending = null;
        batch.clear();
        deadLetters.discard();
        repositioning = true;
        log.pause();
    }

    private void abandon() {
        if (pending != null) {
            pending.abandon();
        }
        startOver();
    }

    /** Follows the assignment. */
    private final class Assignment implements EventLog.AssignmentListener {
        @Override
        public void assigned(Collection<Integer> partitions) {
            if (!partitions.isEmpty()) {
                owned.add(partitions);
                abandon();
            }
        }

        @Override
        public void revoked(Collection<Integer> partitions) {
            if (!repositioning && pending == null && batch.firstMoveAt() != null) {
                flush();
            }
            drop(partitions);
        }

        @Override
        public void lost(Collection<Integer> partitions) {
            drop(partitions);
        }

        private void drop(Collection<Integer> partitions) {
            if (pending != null || batch.firstMoveAt() != null) {
                abandon();
            }
            owned.remove(partitions);
        }
    }
}
