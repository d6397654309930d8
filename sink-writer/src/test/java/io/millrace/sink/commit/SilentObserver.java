package io.millrace.sink.commit;

import java.time.Duration;

/** Remembers what tests ask for. */
final class SilentObserver implements WriterObserver {
    private long mostRows;
    private long mostBytes;
    private long lost;
    private int unavailable;

    long mostRows() {
        return mostRows;
    }

    long mostBytes() {
        return mostBytes;
    }

    long lost() {
        return lost;
    }

    int unavailable() {
        return unavailable;
    }

    @Override
    public void judged(int partition, Verdict verdict) {}

    @Override
    public void deadLettered(DeadLetters.Reason reason) {}

    @Override
    public void erased() {}

    @Override
    public void lost(int partition, long records) {
        lost += records;
    }

    @Override
    public void committed(long rows, long sizeBytes, Duration took, Duration oldestWaited) {}

    @Override
    public void fenced() {}

    @Override
    public void unavailable(RuntimeException cause) {
        unavailable++;
    }

    @Override
    public void recovered() {}

    @Override
    public void buffered(long rows, long sizeBytes) {
        mostRows = Math.max(mostRows, rows);
        mostBytes = Math.max(mostBytes, sizeBytes);
    }
}
