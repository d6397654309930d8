package io.millrace.sink.maintenance;

import io.millrace.telemetry.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which operations are due. Everything is due at the start but what a full listing of the store costs. One thread uses it. */
final class Schedule {
    private final Map<Operation, Duration> intervals = new EnumMap<>(Operation.class);
    private final Map<String, Instant> due = new HashMap<>();

    Schedule(MaintenanceConfig config) {
        intervals.put(Operation.JOIN, config.interval());
        intervals.put(Operation.EXPIRE, config.snapshots().interval());
        intervals.put(Operation.RETENTION, config.retention().interval());
        intervals.put(Operation.DELETIONS, config.deletions().interval());
        intervals.put(Operation.ORPHANS, config.orphans().interval());
    }

    /** Operations that are due on a table now, in the order in which they help one another; they are due again later. */
    List<Operation> take(Signal signal, Instant now) {
        List<Operation> taken = new ArrayList<>();
        for (Operation operation : List.of(
                Operation.RETENTION, Operation.DELETIONS, Operation.JOIN, Operation.EXPIRE, Operation.ORPHANS)) {
            Duration interval = intervals.getOrDefault(operation, Duration.ZERO);
            Instant first = operation == Operation.ORPHANS ? now.plus(interval.dividedBy(12)) : now;
            Instant next = due.computeIfAbsent(signal + "/" + operation, key -> first);
            if (!next.isAfter(now)) {
                due.put(signal + "/" + operation, now.plus(interval));
                taken.add(operation);
            }
        }
        return taken;
    }

    /** Whether it is time to see which deletions are done; it is time again later. */
    boolean isDeletionsCheckDue(Instant now) {
        Duration interval = intervals.getOrDefault(Operation.DELETIONS, Duration.ZERO);
        Instant next = due.computeIfAbsent("deletions", key -> now);
        if (next.isAfter(now)) {
            return false;
        }
        due.put("deletions", now.plus(interval));
        return true;
    }
}
