package io.millrace.sink.commit;

import io.millrace.sink.commit.EventTable.Outcome;
import io.millrace.sink.commit.EventTable.PendingCommit;
import io.millrace.sink.event.EventReader;
import io.millrace.store.position.Advance;
import io.millrace.store.position.Mark;
import io.millrace.store.position.Marks;
import io.millrace.store.position.PartitionKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Brings one events topic into one table, step by step. Whatever goes wrong, it drops what it holds and starts again from the
 * marks in the table; those move only in the same commit as the rows. One thread uses it.
 */
public final class TableWriter {
    private static final Duration LONGEST_POLL = Duration.ofMillis(500);

    private final EventLog log;
    private final EventTable table;
    private final DeadLetters deadLetters;
    private final CommitPolicy policy;
    private final WriterObserver observer;
    private final Clock clock;
    private final Batch batch = new Batch();
    private final Backoff backoff = new Backoff();
    private final Intake intake;
    private final Map<Integer, Progress> owned = new TreeMap<>();
    private final EventLog.AssignmentListener assignment = new Assignment();
    private boolean repositioning;
    private long restarts;
    private @Nullable PendingCommit pending;
    private Instant lastCommit = Instant.EPOCH;

    /** A writer that owns nothing yet. */
    public TableWriter(WriterPorts ports, EventReader reader, CommitPolicy policy) {
        this.log = ports.log();
        this.table = ports.table();
        this.deadLetters = ports.deadLetters();
        this.observer = ports.observer();
        this.clock = ports.clock();
        this.policy = policy;
        this.intake = new Intake(reader, deadLetters, observer, clock, batch);
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
        dropAll();
    }

    /** Marks of the owned partitions, as the batch would leave them. */
    public Map<Integer, Mark> marks() {
        Map<Integer, Mark> marks = new TreeMap<>();
        owned.forEach((partition, progress) -> marks.put(partition, progress.current()));
        return marks;
    }

    /** Goes back to the first event that was left out in a partition and takes it without its predecessor. */
    public void acceptGap(int partition) {
        Progress progress = owned.get(partition);
        if (progress != null && progress.current().hasGap() && pending == null && !repositioning) {
            progress.moveTo(progress.current().acceptingGap());
            log.seek(partition, progress.current().nextOffset());
        }
    }

    private Duration waitLimit() {
        if (repositioning && !backoff.isFailing()) {
            return Duration.ZERO;
        }
        Instant now = clock.instant();
        Instant due = backoff.isFailing() ? backoff.retryAt() : policy.dueAt(batch, lastCommit);
        if (due.equals(Instant.MAX) || Duration.between(now, due).compareTo(LONGEST_POLL) > 0) {
            return LONGEST_POLL;
        }
        return due.isBefore(now) ? Duration.ZERO : Duration.between(now, due);
    }

    private void takeAll(Polled polled) {
        long began = restarts;
        for (LogRecord record : polled.records()) {
            Progress progress = owned.get(record.partition());
            if (restarts != began || repositioning) {
                return; // what is left of the poll belongs to positions that no longer hold
            }
            if (progress == null) {
                continue;
            }
            intake.take(record, progress);
            if (policy.isFull(batch)) {
                flush();
                if (!batch.isEmpty()) {
                    seekAll(); // the store is away; the rest of the poll comes again
                    return;
                }
            }
        }
    }

    private void flush() {
        if (!backoff.allows(clock.instant())) {
            return;
        }
        attempt(this::commit);
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
            Map<PartitionKey, Advance> advances = advances();
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
        owned.values().forEach(Progress::committed);
        Instant end = clock.instant();
        observer.committed(
                batch.rowCount(),
                batch.sizeBytes(),
                Duration.between(start, end),
                batch.isEmpty() ? Duration.ZERO : Duration.between(batch.firstRowAt(), end));
        batch.clear();
        lastCommit = start;
        publish();
    }

    private Map<PartitionKey, Advance> advances() {
        Map<PartitionKey, Advance> advances = new HashMap<>();
        for (Progress progress : owned.values()) {
            if (progress.hasMoved()) {
                advances.put(progress.key(), progress.advance());
            }
        }
        return advances;
    }

    private void publish() {
        Map<Integer, Long> nextOffsets = new TreeMap<>();
        owned.forEach((partition, progress) ->
                nextOffsets.put(partition, progress.current().nextOffset()));
        log.publish(nextOffsets);
    }

    /** The topic does not have what the table wants next: goes on with what there is, and says how much is missing. */
    private void findRange(int partition) {
        Progress progress = owned.get(partition);
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
        long wanted = progress.current().nextOffset();
        long found = Math.max(range.earliest(), Math.min(wanted, range.end()));
        if (found != wanted) {
            observer.lost(partition, Math.abs(found - wanted));
            progress.moveTo(progress.current().movedTo(found));
        }
        log.seek(partition, found);
    }

    private void readPositions() {
        Marks marks = table.marks();
        String topicId = log.topicId();
        owned.replaceAll((partition, placeholder) -> {
            PartitionKey key = new PartitionKey(topicId, partition);
            long earliest = marks.of(key).isPresent() ? 0 : log.range(partition).earliest();
            return Progress.of(key, marks, earliest);
        });
        repositioning = false;
        seekAll();
    }

    private void seekAll() {
        owned.forEach(
                (partition, progress) -> log.seek(partition, progress.current().nextOffset()));
    }

    /** Forgets everything that is not in the table; nothing is taken before the table's marks are read again. */
    private void startOver() {
        restarts++;
        pending = null;
        batch.clear();
        repositioning = true;
        log.pause();
    }

    private void dropAll() {
        if (pending != null) {
            pending.abandon();
        }
        startOver();
        owned.clear();
    }

    /** Follows the assignment. */
    private final class Assignment implements EventLog.AssignmentListener {
        @Override
        public void assigned(Collection<Integer> partitions) {
            if (partitions.isEmpty()) {
                return;
            }
            if (pending != null) {
                pending.abandon();
            }
            for (Integer partition : partitions) {
                owned.put(partition, Progress.of(new PartitionKey("", partition), Marks.NONE, 0));
            }
            startOver();
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
                if (pending != null) {
                    pending.abandon();
                }
                startOver();
            }
            owned.keySet().removeAll(partitions);
        }
    }
}
