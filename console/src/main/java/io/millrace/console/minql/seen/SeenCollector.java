package io.millrace.console.minql.seen;

import io.millrace.console.minql.MinqlConfig;
import io.millrace.console.store.Database;
import io.millrace.store.EventTables;
import io.millrace.store.ScanFilter;
import io.millrace.store.SnapshotFile;
import io.millrace.store.TableSnapshot;
import io.millrace.store.position.DeletionMark;
import io.millrace.telemetry.Signal;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * Looks for new data files now and then, on a thread of its own, and counts what is in them. A file is counted once; the first
 * look, and one after a long pause, takes only the newest files. When a deletion has taken rows out of a table, what was counted
 * of its organization is forgotten and counted anew in the newest files that the table still has.
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
        Optional<Long> before = database.read(db -> SeenTables.countedUpTo(db, signal));
        Map<String, DeletionMark> deletions =
                database.read(db -> SeenDeletions.unknown(db, signal, snapshot.deletions()));
        if (!deletions.isEmpty()) {
            countAnew(signal, snapshot, deletions, before, current);
        } else if (!before.equals(Optional.of(current))) {
            SeenCount count = counted(signal, appended(snapshot, before));
            write(signal, before, current, db -> add(db, signal, count));
        }
    }

    /** Counts first: if a file cannot be read, the next look forgets and counts. */
    private void countAnew(
            Signal signal,
            TableSnapshot snapshot,
            Map<String, DeletionMark> deletions,
            Optional<Long> before,
            long current)
            throws SQLException {
        Optional<Set<String>> organizations = database.read(db -> SeenDeletions.organizations(db, deletions.keySet()));
        Predicate<String> isForgotten = organization ->
                organizations.map(all -> all.contains(organization)).orElse(true);
        List<SnapshotFile> present = snapshot.files(ScanFilter.all());
        // not what was appended: files that the deletion replaced were too
        SeenCount anew = counted(
                        signal,
                        present.stream()
                                .sorted(Comparator.comparing(SnapshotFile::location)
                                        .reversed())
                                .limit(config.filesAtOnce())
                                .toList())
                .of(isForgotten);
        List<SnapshotFile> added = new ArrayList<>(organizations.isEmpty() ? List.of() : appended(snapshot, before));
        added.retainAll(present);
        SeenCount ofOthers = counted(signal, added).of(isForgotten.negate());
        write(signal, before, current, db -> {
            SeenTables.forget(db, signal, organizations);
            SeenDeletions.remember(db, signal, deletions);
            add(db, signal, anew);
            add(db, signal, ofOthers);
        });
    }

    private List<SnapshotFile> appended(TableSnapshot snapshot, Optional<Long> before) {
        return snapshot.appendedAfter(before.orElse(-1L), config.filesAtOnce());
    }

    private SeenCount counted(Signal signal, List<SnapshotFile> read) throws SQLException {
        return read.isEmpty() ? new SeenCount(List.of(), List.of()) : counts.count(signal, read, config.valuesPerKey());
    }

    private void add(Handle db, Signal signal, SeenCount count) {
        SeenTables.add(db, signal, count, clock.instant());
        SeenTables.prune(db, signal, config.valuesPerKey(), config.keysPerIntegration());
    }

    private void write(Signal signal, Optional<Long> before, long current, Consumer<Handle> change) {
        try {
            database.inTransaction(db -> {
                if (!SeenTables.advance(db, signal, before, current)) {
                    return false; // another console over the same database was faster
                }
                change.accept(db);
                return true;
            });
        } catch (UnableToExecuteStatementException e) {
            LOG.debugf("another console counts too, table=%s", signal.tableName());
        }
    }
}
