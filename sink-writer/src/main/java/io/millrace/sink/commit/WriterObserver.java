package io.millrace.sink.commit;

import java.time.Duration;

/** Learns what a writer does, for metrics, alarms and tests. */
public interface WriterObserver {
    /** An event was judged by its place in the chain. */
    void judged(int partition, Verdict verdict);

    /** A record went to the dead letters. */
    void deadLettered(DeadLetters.Reason reason);

    /** An event was left out because its data was deleted on purpose. */
    void erased();

    /** The topic no longer had, or not yet has, what the table wanted next: so many records are lost. */
    void lost(int partition, long records);

    /** A commit is in the table. */
    void committed(long rows, long sizeBytes, Duration took, Duration oldestWaited);

    /** A commit was refused because another writer was faster. */
    void fenced();

    /** Store, catalog or dead-letter topic did not answer. */
    void unavailable(RuntimeException cause);

    /** They answer again. */
    void recovered();

    /** What is held in memory now. */
    void buffered(long rows, long sizeBytes);
}
