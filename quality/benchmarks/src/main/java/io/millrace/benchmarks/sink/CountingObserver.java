package io.millrace.benchmarks.sink;

import io.millrace.sink.commit.DeadLetters;
import io.millrace.sink.commit.Verdict;
import io.millrace.sink.commit.WriterObserver;
import java.time.Duration;

/** Counts, and fails where something is not as it should be. */
final class CountingObserver implements WriterObserver {
    private long taken;
    private long rows;

    long taken() {
        return taken;
    }

    long rows() {
        return rows;
    }

    @Override
    public void judged(int partition, Verdict verdict) {
        if (verdict != Verdict.NEXT) {
            throw new IllegalStateException("the chain of events is broken: " + verdict);
        }
        taken++;
    }

    @Override
    public void deadLettered(DeadLetters.Reason reason) {}

    @Override
    public void erased() {}

    @Override
    public void lost(int partition, long records) {
        throw new IllegalStateException("records are lost: " + records);
    }

    @Override
    public void committed(long committedRows, long sizeBytes, Duration took, Duration oldestWaited) {
        rows += committedRows;
    }

    @Override
    public void fenced() {
        throw new IllegalStateException("there is no other writer");
    }

    @Override
    public void unavailable(RuntimeException cause) {
        throw cause; // nothing is away here
    }

    @Override
    public void recovered() {}

    @Override
    public void buffered(long nowRows, long sizeBytes) {}
}
