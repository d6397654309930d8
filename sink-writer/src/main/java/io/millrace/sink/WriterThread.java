package io.millrace.sink;

import io.millrace.sink.commit.TableWriter;
import io.millrace.sink.kafka.KafkaEventLog;
import java.time.Duration;
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
    private final WriterWatch watch;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable KafkaEventLog log;
    private volatile @Nullable String defect;

    WriterThread(String name, Supplier<Running> writers, WriterWatch watch) {
        this.name = name;
        this.writers = writers;
        this.watch = watch;
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

    /** What is missing in its partitions. */
    Gaps gaps() {
        return watch.gaps();
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
            } catch (Throwable e) { // an error as well: a thread that ends unseen would be the worst outcome
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
                    watch.look(running.log(), writer);
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
