package io.millrace.sink.table;

import io.millrace.sink.commit.EventTable;
import io.millrace.sink.commit.StoreUnavailableException;
import io.millrace.sink.event.EventRow;
import io.millrace.store.EventTables;
import io.millrace.store.TableLayout;
import io.millrace.store.position.Advance;
import io.millrace.store.position.Marks;
import io.millrace.store.position.PartitionKey;
import io.millrace.telemetry.Signal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;

/** An Iceberg table. It is opened at first use and again after each failure. */
public final class IcebergEventTable implements EventTable {
    private final EventTables tables;
    private final Signal signal;
    private final Clock clock;
    private final RowFiles files;
    private @Nullable Table opened;

    /**
     * The signal's table.
     *
     * @param clock tells how old a commit is that could not be made yet
     */
    public IcebergEventTable(EventTables tables, Signal signal, Clock clock) {
        this.tables = tables;
        this.signal = signal;
        this.clock = clock;
        this.files = new RowFiles(signal);
    }

    @Override
    public Marks marks() {
        return asking("reading the marks", () -> {
            Table table = table();
            table.refresh();
            return MarksRecovery.marks(table);
        });
    }

    @Override
    public PendingCommit prepare(List<EventRow> rows, Map<PartitionKey, Advance> advances) {
        UUID commitId = UUID.randomUUID();
        Instant began = clock.instant();
        List<DataFile> written = asking("writing data files", () -> files.write(table(), rows, commitId.toString()));
        return new IcebergCommit(this, written, advances, commitId, began);
    }

    /** Whether files begun then are so old that the orphan sweep may have taken them. */
    boolean isTooOld(Instant began) {
        return began.plus(TableLayout.LONGEST_WRITE).isBefore(clock.instant());
    }

    /** The table object of this thread. */
    Table table() {
        Table table = opened;
        if (table == null) {
            table = tables.createOrLoad(signal);
            opened = table;
        }
        return table;
    }

    /** Runs something that needs catalog or store; every failure of theirs means: later. */
    <T> T asking(String what, Supplier<T> question) {
        try {
            return question.get();
        } catch (MarksRecovery.LostException e) {
            throw e;
        } catch (RuntimeException e) {
            opened = null;
            throw new StoreUnavailableException(what + " failed, table=" + signal.tableName() + ": " + e, e);
        }
    }
}
