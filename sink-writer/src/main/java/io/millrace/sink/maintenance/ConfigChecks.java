package io.millrace.sink.maintenance;

import io.millrace.store.TableLayout;
import java.time.Duration;

/** Stops the start where a setting would do harm. */
final class ConfigChecks {
    private ConfigChecks() {}

    static void check(MaintenanceConfig config) {
        atLeast("interval", config.interval(), Duration.ofSeconds(1));
        atLeast("lease", config.lease(), Duration.ofMinutes(1));
        atLeast("snapshots.keep", config.snapshots().keep(), config.lease()); // snapshots hold the lease
        atLeast("orphans.older-than", config.orphans().olderThan(), TableLayout.LONGEST_WRITE.multipliedBy(3));
        config.retention()
                .longestDays()
                .ifPresent(days -> require(days >= 1, "retention.longest-days must be >= 1: " + days));
        require(config.waitingRuns() >= 1, "waiting-runs must be >= 1: " + config.waitingRuns());
    }

    private static void atLeast(String name, Duration value, Duration least) {
        require(value.compareTo(least) >= 0, name + " must be at least " + least + ": " + value);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException("millrace.maintenance." + message);
        }
    }
}
