package io.millrace.store.position;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.util.ThreadPools;
import org.jboss.logging.Logger;

/**
 * Threads that read and write manifests. Iceberg's own end as soon as the process is told to stop, while the stages still have
 * something to commit; these are there until the process is gone.
 */
public final class ManifestThreads {
    private static final Logger LOG = Logger.getLogger(ManifestThreads.class);
    private static final int COUNT = Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final long IDLE_SECONDS = 60;
    private static final AtomicInteger STARTED = new AtomicInteger();
    private static final ExecutorService THREADS = start();

    private ManifestThreads() {}

    /**
     * To be called before the first commit may be due. Iceberg makes its own threads at the first commit, with a hook for the
     * end of the process, which is refused once that end has begun.
     */
    public static void prepare() {
        LOG.debugf("threads for manifests, own=%d Iceberg's=%d", COUNT, ThreadPools.WORKER_THREAD_POOL_SIZE);
    }

    /** The threads, for a scan to plan with. They are nobody's to shut down. */
    public static ExecutorService all() {
        return THREADS;
    }

    /** Makes a commit use them. */
    static void lendTo(SnapshotUpdate<?> update) {
        update.scanManifestsWith(THREADS);
        update.writeManifestsWith(THREADS, COUNT);
    }

    private static ExecutorService start() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                COUNT, COUNT, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "manifests-" + STARTED.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}
