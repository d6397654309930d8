package io.millrace.console.query;

import io.millrace.store.SnapshotFile;
import io.millrace.telemetry.Signal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Files that were planned before over the same snapshot. A snapshot never changes, so neither does its plan. */
final class PlanCache {
    private static final int MOST = 512;

    private final Map<Key, List<SnapshotFile>> plans = new LinkedHashMap<>(16, 0.75f, true);

    List<SnapshotFile> plan(Key key, Supplier<List<SnapshotFile>> planning) {
        synchronized (plans) {
            List<SnapshotFile> known = plans.get(key);
            if (known != null) {
                return known;
            }
        }
        List<SnapshotFile> planned = List.copyOf(planning.get());
        synchronized (plans) {
            plans.put(key, planned);
            if (plans.size() > MOST) {
                plans.remove(plans.keySet().iterator().next());
            }
        }
        return planned;
    }

    /** What a plan depends on. */
    record Key(Signal signal, long snapshotId, String organizationId, Optional<TimeRange> range) {}
}
