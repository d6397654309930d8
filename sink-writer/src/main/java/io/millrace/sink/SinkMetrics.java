package io.millrace.sink;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.millrace.sink.commit.DeadLetters;
import io.millrace.sink.commit.Verdict;
import io.millrace.sink.commit.WriterObserver;
import io.millrace.telemetry.Signal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Every meter of one writer, and the log lines that go with the alarms. */
final class SinkMetrics implements WriterObserver {
    private static final Logger LOG = Logger.getLogger(SinkMetrics.class);

    private static final double MILLIS_A_SECOND = 1_000;

    private final Signal signal;
    private final Map<Verdict, Counter> verdicts = new EnumMap<>(Verdict.class);
    private final Map<DeadLetters.Reason, Counter> deadLetters = new EnumMap<>(DeadLetters.Reason.class);
    private final Counter lost;
    private final Counter rows;
    private final Counter erased;
    private final Counter fenced;
    private final Counter failures;
    private final Timer commits;
    private final Timer waits;
    private final AtomicLong bufferedRows;
    private final AtomicLong bufferedBytes;
    private final AtomicLong unavailable;
    private final AtomicLong lagRecords;
    private final AtomicLong lagMillis = new AtomicLong();
    private final AtomicLong gaps;
    private final AtomicLong leftOut;

    SinkMetrics(MeterRegistry registry, Signal signal) {
        this.signal = signal;
        Tags tags = Tags.of("signal", signal.wireName());
        for (Verdict verdict : Verdict.values()) {
            verdicts.put(verdict, registry.counter("millrace.sink.events", tags.and("verdict", word(verdict))));
        }
        for (DeadLetters.Reason reason : DeadLetters.Reason.values()) {
            deadLetters.put(reason, registry.counter("millrace.sink.dead.letters", tags.and("reason", reason.code())));
        }
        lost = registry.counter("millrace.sink.lost.records", tags);
        rows = registry.counter("millrace.sink.committed.rows", tags);
        erased = registry.counter("millrace.sink.erased.events", tags);
        fenced = registry.counter("millrace.sink.fenced.commits", tags);
        failures = registry.counter("millrace.sink.store.failures", tags);
        commits = registry.timer("millrace.sink.commit", tags);
        waits = registry.timer("millrace.sink.commit.wait", tags);
        bufferedRows = gauge(registry, "millrace.sink.buffered.rows", tags);
        bufferedBytes = gauge(registry, "millrace.sink.buffered.bytes", tags);
        lagRecords = gauge(registry, "millrace.sink.lag.records", tags);
        registry.gauge("millrace.sink.lag.seconds", tags, lagMillis, millis -> millis.get() / MILLIS_A_SECOND);
        gaps = gauge(registry, "millrace.sink.gaps", tags);
        leftOut = gauge(registry, "millrace.sink.gap.left.out.records", tags);
        unavailable = gauge(registry, "millrace.sink.store.unavailable", tags);
    }

    @Override
    public void judged(int partition, Verdict verdict) {
        count(verdicts, verdict, 1);
        if (verdict == Verdict.AFTER_TRUNCATION) {
            LOG.errorf("raw log was truncated, signal=%s partition=%d: stored what took its place", signal, partition);
        } else if (verdict == Verdict.RESTARTED || verdict == Verdict.AFTER_UNREADABLE) {
            LOG.warnf(
                    "chain of events continues after a break, signal=%s partition=%d: %s", signal, partition, verdict);
        }
    }

    @Override
    public void deadLettered(DeadLetters.Reason reason) {
        count(deadLetters, reason, 1);
    }

    @Override
    public void erased() {
        erased.increment();
    }

    /** How far the table is behind the topic. */
    void lag(Lag.Reading reading) {
        lagRecords.set(reading.records());
        lagMillis.set(reading.time().toMillis());
    }

    /** Partitions with a missing event now, and the records that were left out because of them. */
    void gaps(int partitions, long records) {
        gaps.set(partitions);
        leftOut.set(records);
    }

    @Override
    public void lost(int partition, long records) {
        lost.increment((double) records);
        LOG.errorf(
                "topic does not have what the table wants next, signal=%s partition=%d lost=%d",
                signal, partition, records);
    }

    @Override
    public void committed(long committedRows, long sizeBytes, Duration took, Duration oldestWaited) {
        rows.increment((double) committedRows);
        commits.record(took);
        waits.record(oldestWaited);
        LOG.debugf("committed, signal=%s rows=%d bytes=%d took=%s", signal, committedRows, sizeBytes, took);
    }

    @Override
    public void fenced() {
        fenced.increment();
    }

    @Override
    public void unavailable(RuntimeException cause) {
        failures.increment();
        if (unavailable.getAndSet(1) == 0) {
            LOG.warnf("store does not answer, signal=%s: reading is paused: %s", signal, cause.getMessage());
        }
    }

    @Override
    public void recovered() {
        unavailable.set(0);
        LOG.infof("store answers again, signal=%s", signal);
    }

    @Override
    public void buffered(long nowRows, long sizeBytes) {
        bufferedRows.set(nowRows);
        bufferedBytes.set(sizeBytes);
    }

    boolean isStoreAway() {
        return unavailable.get() != 0;
    }

    private static <E extends Enum<E>> void count(Map<E, Counter> counters, E key, long by) {
        Counter counter = counters.get(key);
        if (counter != null) {
            counter.increment((double) by);
        }
    }

    private static AtomicLong gauge(MeterRegistry registry, String name, Tags tags) {
        AtomicLong value = new AtomicLong();
        registry.gauge(name, tags, value);
        return value;
    }

    private static String word(Verdict verdict) {
        return verdict.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
