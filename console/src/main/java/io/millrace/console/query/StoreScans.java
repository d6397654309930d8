package io.millrace.console.query;

import io.millrace.store.EventTables;
import io.millrace.store.ScanFilter;
import io.millrace.store.SnapshotFile;
import io.millrace.store.TableSnapshot;
import io.millrace.telemetry.Signal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Plans queries over the event tables' newest snapshots. */
@ApplicationScoped
class StoreScans implements EventScans {
    private final EventTables tables;
    private final LocalFiles files;
    private final PlanCache plans = new PlanCache();

    StoreScans(EventTables tables, LocalFiles files) {
        this.tables = tables;
        this.files = files;
    }

    @Override
    public EventScan plan(Signal signal, String organizationId, Optional<TimeRange> range) {
        try {
            TableSnapshot snapshot = tables.snapshot(signal);
            long snapshotId = snapshot.id().orElse(0);
            PlanCache.Key key = new PlanCache.Key(signal, snapshotId, organizationId, range);
            LocalFiles.Borrowed borrowed = files.borrow(plans.plan(key, () -> planned(snapshot, key)));
            return new EventScan(borrowed.paths(), snapshotId, borrowed.giveBack());
        } catch (EventsUnavailableException | ScanTooLargeException e) {
            throw e;
        } catch (RuntimeException e) { // catalogs, drivers and object stores each throw their own
            throw new EventsUnavailableException("cannot plan a scan of " + signal.tableName(), e);
        }
    }

    private static List<SnapshotFile> planned(TableSnapshot snapshot, PlanCache.Key key) {
        return snapshot.files(ScanFilter.of(key.organizationId())
                .between(
                        key.range().map(TimeRange::from).orElse(null),
                        key.range().map(TimeRange::endExclusive).orElse(null)));
    }
}
