package io.millrace.sink.maintenance;

import io.millrace.store.TableLayout;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Stops the start where a setting would do harm. */
final class ConfigChecks {
    private static final Logger LOG = Logger.getLogger(ConfigChecks.class);

    private ConfigChecks() {}

    static void check(MaintenanceConfig config) {
        atLeast("interval", config.interval(), Duration.ofSeconds(1));
        atLeast("lease", config.lease(), Duration.ofMinutes(1));
        atLeast("orphans.older-than", config.orphans().olderThan(), TableLayout.LONGEST_WRITE.multipliedBy(3));
        config.retention()
                .longestDays()
                .ifPresent(days -> require(days >= 1, "retention.longest-days must be >= 1: " + days));
        require(config.waitingRuns() >= 1, "waiting-runs must be >= 1: " + config.waitingRuns());
    }

    /** How long snapshots are kept: at least as long as the lease, which stands in them. Longer than asked for does no harm. */
    static Duration keep(MaintenanceConfig config) {
        Duration keep = config.snapshots().keep();
        Duration lease = config.lease();
        if (keep.compareTo(lease) >= 0) {
            return keep;
        }
        LOG.warnf(
                "millrace.maintenance.snapshots.keep is less than the lease, which is used instead, keep=%s lease=%s",
                keep, lease);
        return lease;
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
