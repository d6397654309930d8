package io.millrace.console.directory;

import io.millrace.console.store.Database;
import io.millrace.console.store.DeletionRow;
import io.millrace.console.store.Deletions;
import io.millrace.console.store.DirectoryCounter;
import io.millrace.telemetry.directory.Deletion;
import io.millrace.telemetry.directory.DirectoryRecord;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * The accounts in memory, always as new as the last change made here. Changes go through {@link #change}, so that none is
 * forgotten when the other stages are told.
 */
@Singleton
public class AccountsDirectory {
    private final Database database;
    private final Clock clock;
    private volatile DirectorySnapshot snapshot = DirectorySnapshot.NOTHING;
    private volatile Runnable afterChange = () -> {};

    AccountsDirectory(Database database, @Identifier("console") Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The accounts as they are now. Never blocks. */
    public DirectorySnapshot snapshot() {
        return snapshot;
    }

    /** Makes a change, all of it or nothing; afterwards it is in the snapshot and on its way to the other stages. */
    public <T> T change(Function<Handle, T> statements) {
        T result = database.inTransaction(db -> {
            DirectoryCounter.changed(db); // first, so that it locks out the publisher until the change is complete
            return statements.apply(db);
        });
        refresh();
        afterChange.run();
        return result;
    }

    /** Reads the database again if it has changed; true if so. Blocks. */
    public boolean refresh() {
        long changes = database.read(DirectoryCounter::changes);
        if (changes == snapshot.changes()) {
            return false;
        }
        keepNewest(database.inTransaction(DirectorySnapshot::read));
        return true;
    }

    /** Numbers a new generation and reads what belongs into it. */
    Generation nextGeneration() {
        return database.inTransaction(db -> {
            long number = DirectoryCounter.nextGeneration(db, clock.millis());
            DirectorySnapshot read = DirectorySnapshot.read(db);
            keepNewest(read);
            return new Generation(number, read.changes(), read.records(clock.instant()), read.retired(clock.instant()));
        });
    }

    /** Deletions that the other stages have yet to be told of. */
    List<Deletion> unpublishedDeletions() {
        return database.read(Deletions::unpublished).stream()
                .map(DeletionRow::toRecord)
                .toList();
    }

    /** Notes that the other stages have been told of these; names are forgotten here then. */
    void published(List<Deletion> deletions) {
        Instant now = clock.instant();
        database.inTransaction(db -> {
            deletions.forEach(deletion -> Deletions.published(db, deletion.id(), now));
            return deletions.size();
        });
    }

    void afterChange(Runnable listener) {
        afterChange = listener;
    }

    private synchronized void keepNewest(DirectorySnapshot read) {
        if (read.changes() >= snapshot.changes()) {
            snapshot = read;
        }
    }

    /**
     * What is published at once.
     *
     * @param number number of the generation
     * @param changes how many changes are in it
     * @param records all of them
     * @param retired names of things that once were published and are no more
     */
    record Generation(long number, long changes, List<DirectoryRecord> records, Set<String> retired) {}
}
