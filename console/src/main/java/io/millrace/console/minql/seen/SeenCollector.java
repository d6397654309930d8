package io.millrace.console.minql.seen;

import io.millrace.console.minql.MinqlConfig;
import io.millrace.console.store.Database;
import io.millrace.store.EventTables;
import io.millrace.store.ScanFilter;
import io.millrace.store.SnapshotFile;
import io.millrace.store.TableSnapshot;
import io.millrace.telemetry.Signal;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * Looks for new data files now and then, on a thread of its own, and counts what is in them. A file is counted once; the first
 * look, and one after a long pause, takes only the newest files. When a deletion has taken rows out of a table, all that was
 * counted of it is forgotten and the newest files that it still has are counted.
 */
@Singleton
class SeenCollector {
    private static final Logger LOG = Logger.getLogger(SeenCollector.class);

    private final EventTables tables;
    private final Database database;
    private final FileCounts counts;
    private final MinqlConfig.Seen config;
    private final Clock clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread worker = new Thread(task, "console-seen-attributes");
        worker.setDaemon(true);
        return worker;
    });

    SeenCollector(
            EventTables tables,
            Database database,
            FileCounts counts,
            MinqlConfig config,
            @Identifier("console") Clock clock) {
        this.tables = tables;
        this.database = database;
        this.counts = counts;
        this.config = config.seen();
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        long millis = config.interval().toMillis();
        if (millis > 0) {
            var unused = thread.scheduleWithFixedDelay(
                    this::lookAtAll, Math.min(millis, 5_000), millis, TimeUnit.MILLISECONDS);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        thread.shutdownNow();
    }

    private void lookAtAll() {
        for (Signal signal : Signal.values()) {
            try {
                look(signal);
            } catch (SQLException
                    | RuntimeException e) { // catalogs and drivers each throw their own; the next look tries again
                LOG.warnf("attributes of new files not counted, table=%s: %s", signal.tableName(), e.getClass());
            }
        }
    }

    /** Counts files that were added since the last look. */
    void look(Signal signal) throws SQLException {
        TableSnapshot snapshot = tables.snapshot(signal);
        if (snapshot.id().isEmpty()) {
            return;
        }
        long current = snapshot.id().getAsLong();
        if (isForgotten(signal, snapshot, current)) {
            // not what was appended: files that the deletion replaced were too
            List<SnapshotFile> newest = snapshot.files(ScanFilter.all()).stream()
                    .sorted(Comparator.comparing(SnapshotFile::location).reversed())
                    .limit(config.filesAtOnce())
                    .toList();
            count(signal, newest, Optional.of(current), current);
            return;
        }
        Optional<Long> before = database.read(db -> SeenTables.countedUpTo(db, signal));
        if (!before.equals(Optional.of(current))) {
            count(signal, snapshot.appendedAfter(before.orElse(-1L), config.filesAtOnce()), before, current);
        }
    }

    private boolean isForgotten(Signal signal, TableSnapshot snapshot, long current) {
        try {
            return database.inTransaction(db -> SeenTables.forget(db, signal, snapshot.deletions(), current));
        } catch (UnableToExecuteStatementException e) {
            LOG.debugf("another console forgets too, table=%s", signal.tableName());
            return false;
        }
    }

    private void count(Signal signal, List<SnapshotFile> added, Optional<Long> before, long current)
            throws SQLException {
        SeenCount count = added.isEmpty()
                ? new SeenCount(List.of(), List.of())
                : counts.count(signal, added, config.valuesPerKey());
        try {
            database.inTransaction(db -> {
                if (!SeenTables.advance(db, signal, before, current)) {
                    return false; // another console over the same database was faster
                }
                SeenTables.add(db, signal, count, clock.instant());
                SeenTables.prune(db, signal, config.valuesPerKey(), config.keysPerIntegration());
                return true;
            });
        } catch (UnableToExecuteStatementException e) {
            LOG.debugf("another console counts too, table=%s", signal.tableName());
        }
    }
}
