package io.millrace.console.query;

import io.millrace.store.EventTables;
import io.millrace.telemetry.Signal;
import java.nio.file.Path;
import java.util.Optional;

/** Scans of event tables, as in an application. */
public final class TableScans implements EventScans {
    private final StoreScans scans;

    /**
     * Scans.
     *
     * @param folder where copies of files of an object store go
     * @param cacheBytes bound on these copies
     */
    public TableScans(EventTables tables, Path folder, long cacheBytes) {
        this.scans = QueryFixture.scans(tables, folder, cacheBytes);
    }

    @Override
    public EventScan plan(Signal signal, String organizationId, Optional<TimeRange> range) {
        return scans.plan(signal, organizationId, range);
    }
}
