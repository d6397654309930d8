package io.millrace.console.query;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Has the file cache let go of what the tables hold no more, now and then, on a thread of its own. */
@Singleton
class FileCacheTidying {
    private static final Logger LOG = Logger.getLogger(FileCacheTidying.class);

    private final LocalFiles files;
    private final QueryConfig config;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread worker = new Thread(task, "console-file-cache");
        worker.setDaemon(true);
        return worker;
    });

    FileCacheTidying(LocalFiles files, QueryConfig config) {
        this.files = files;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        long millis = Math.max(1_000, config.fileCacheLook().toMillis());
        var unused = thread.scheduleWithFixedDelay(this::tidy, Math.min(millis, 5_000), millis, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        thread.shutdownNow();
    }

    private void tidy() {
        try {
            files.removeReplaced();
        } catch (Throwable e) { // catalogs and stores each throw their own, and an error must not end the schedule
            LOG.warnf("copies of replaced files stay until the next look: %s", e.getClass());
        }
    }
}
