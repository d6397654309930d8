package io.millrace.console.query;

import io.millrace.store.EventTables;
import io.millrace.store.ScanFilter;
import io.millrace.store.SnapshotFile;
import io.millrace.store.TableSnapshot;
import io.millrace.telemetry.Signal;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
            List<Path> paths = new ArrayList<>();
            for (SnapshotFile file : snapshot.files(filter)) {
                paths.add(files.local(file));
            }
            return new EventScan(paths, snapshot.id().orElse(0));
        } catch (EventsUnavailableException e) {
            throw e;
        } catch (RuntimeException e) { // catalogs, drivers and object stores each throw their own
            throw new EventsUnavailableException("cannot plan a scan of " + signal.tableName(), e);
        }
    }
}
