package io.millrace.sink;

import io.millrace.sink.commit.TableWriter;
import io.millrace.sink.kafka.KafkaEventLog;
import io.millrace.store.position.Mark;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs a writer until it is told to stop. After a defect it starts a new one, with growing pauses: nothing is skipped. */
final class WriterThread {
    private static final Logger LOG = Logger.getLogger(WriterThread.class);
    private static final long LONGEST_PAUSE_MILLIS = 30_000;

    private final String name;
    private final Supplier<Running> writers;
    private final Clock clock;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Map<Integer, Instant> gapsSince = new TreeMap<>();
    private volatile @Nullable KafkaEventLog log;
    private volatile @Nullable String defect;
    private volatile Instant oldestGap = Instant.MAX;

    WriterThread(String name, Supplier<Running> writers, Clock clock) {
        this.name = name;
        this.writers = writers;
        this.clock = clock;
    }

    void start() {
        Thread thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Why it does not work at all, or null. */
    @Nullable
    String defect() {
        return defect;
    }

    /** Since when an event is missing in a partition; {@link Instant#MAX} if none is. */
    Instant oldestGap() {
        return oldestGap;
    }

    /** Asks for the end; the last batch is committed first. */
    void stop() {
        stopping.countDown();
        KafkaEventLog current = log;
        if (current != null) {
            current.wakeUp();
        }
    }

    /** Whether it ended in time. */
    boolean awaitEnd(Duration limit) throws InterruptedException {
        return stopped.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run() {
        long pauseMillis = 500;
        while (!isStopping()) {
            try {
                runOnce();
                pauseMillis = 500;
            } catch (RuntimeException e) {
                defect = String.valueOf(e.getMessage());
                LOG.errorf(e, "writer failed and starts again, writer=%s", name);
                pause(pauseMillis);
                pauseMillis = Math.min(pauseMillis * 2, LONGEST_PAUSE_MILLIS);
            }
        }
        stopped.countDown();
    }

    private void runOnce() {
        try (Running running = writers.get()) {
            log = running.log();
            TableWriter writer = running.writer();
            try {
                while (!isStopping()) {
                    writer.step();
                    watchGaps(writer.marks());
                    defect = null;
                }
            } catch (WakeupException e) {
                LOG.debugf("writer was woken up to stop, writer=%s", name);
            }
            writer.drain();
        } finally {
            log = null;
        }
    }

    private void watchGaps(Map<Integer, Mark> marks) {
        gapsSince.keySet().retainAll(marks.keySet());
        marks.forEach((partition, mark) -> {
            if (mark.hasGap()) {
                gapsSince.putIfAbsent(partition, clock.instant());
            } else {
                gapsSince.remove(partition);
            }
        });
        oldestGap = gapsSince.values().stream().min(Instant::compareTo).orElse(Instant.MAX);
    }

    private void pause(long millis) {
        try {
            if (stopping.await(millis, TimeUnit.MILLISECONDS)) {
                LOG.debugf("no new writer, the sink stops, writer=%s", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /**
     * A writer with what it must close.
     *
     * @param log its log
     * @param writer the writer
     * @param rest closed after the log
     */
    record Running(KafkaEventLog log, TableWriter writer, AutoCloseable rest) implements AutoCloseable {
        @Override
        public void close() {
            log.close();
            try {
                rest.close();
            } catch (Exception e) { // what AutoCloseable declares
                LOG.warnf("closing failed: %s", e.getMessage());
            }
        }
    }
}
