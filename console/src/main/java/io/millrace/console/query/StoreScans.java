package io.millrace.console.query;

import io.millrace.store.EventTables;
import io.millrace.store.ScanFilter;
import io.millrace.store.TableSnapshot;
import io.millrace.telemetry.Signal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Plans queries over the event tables' newest snapshots. */
@ApplicationScoped
class StoreScans implements EventScans {
    private final EventTables tables;
    private final LocalFiles files;

    StoreScans(EventTables tables, LocalFiles files) {
        this.tables = tables;
        this.files = files;
    }

    @Override
    public EventScan plan(Signal signal, String organizationId, Optional<TimeRange> range) {
        try {
            TableSnapshot snapshot = tables.snapshot(signal);
            ScanFilter filter = ScanFilter.of(organizationId)
                    .between(
                            range.map(TimeRange::from).orElse(null),
                            range.map(TimeRange::endExclusive).orElse(null));
            LocalFiles.Borrowed borrowed = files.borrow(snapshot.files(filter));
            return new EventScan(borrowed.paths(), snapshot.id().orElse(0), borrowed.giveBack());
        } catch (EventsUnavailableException | ScanTooLargeException e) {
            throw e;
        } catch (RuntimeException e) { // catalogs, drivers and object stores each throw their own
            throw new EventsUnavailableException("cannot plan a scan of " + signal.tableName(), e);
        }
    }
}
