package io.millrace.sink.commit;

import io.millrace.sink.event.EventReader;
import io.millrace.sink.event.EventRow;
import io.millrace.sink.event.UnreadableEventException;
import io.millrace.store.position.Mark;
import java.time.Clock;

/** Takes records into the batch: reads them, judges them by the chain rule, and moves the partition's mark. */
final class Intake {
    private final EventReader reader;
    private final DeadLetters deadLetters;
    private final Erasures erasures;
    private final WriterObserver observer;
    private final Clock clock;
    private final Batch batch;

    Intake(EventReader reader, WriterPorts ports, Batch batch) {
        this.reader = reader;
        this.deadLetters = ports.deadLetters();
        this.erasures = ports.erasures();
        this.observer = ports.observer();
        this.clock = ports.clock();
        this.batch = batch;
    }

    void take(LogRecord record, Progress progress) {
        if (record.offset() < progress.current().nextOffset()) {
            return; // the log delivers it again; it was looked at
        }
        progress.taken(record.timestampMillis());
        try {
            EventRow row = reader.read(record.value());
            if (row.position().partition() != record.partition()) {
                reject(record, progress, "the event belongs to another partition");
                return;
            }
            judge(record, row, progress);
        } catch (UnreadableEventException e) {
            reject(record, progress, String.valueOf(e.getMessage()));
        }
    }

    private void judge(LogRecord record, EventRow row, Progress progress) {
        Mark mark = progress.current();
        Verdict verdict = progress.chain().judge(mark, row.position(), row.previous());
        observer.judged(record.partition(), verdict);
        if (verdict.isStored()) {
            store(record, row);
            progress.moveTo(mark.stored(record.offset(), row.position()));
        } else {
            batch.moved(clock.instant());
            progress.moveTo(verdict == Verdict.GAP ? mark.afterGap(record.offset()) : mark.skipped(record.offset()));
        }
    }

    private void store(LogRecord record, EventRow row) {
        if (row.problem().isPresent()) {
            batch.addRejected(record.value().length, clock.instant());
            deadLetters.put(record, DeadLetters.Reason.MISFIT, row.problem().get());
            observer.deadLettered(DeadLetters.Reason.MISFIT);
        } else if (erasures.covers(row)) {
            batch.moved(clock.instant()); // its place in the chain is taken, the row is gone
            observer.erased();
        } else {
            batch.add(row, record.value().length, clock.instant());
        }
    }

    private void reject(LogRecord record, Progress progress, String description) {
        batch.addRejected(record.value().length, clock.instant());
        deadLetters.put(record, DeadLetters.Reason.UNREADABLE, description);
        observer.deadLettered(DeadLetters.Reason.UNREADABLE);
        progress.moveTo(progress.current().unreadable(record.offset()));
    }
}
