package io.millrace.sink.maintenance;

import io.millrace.sink.maintenance.table.CopyOnWrite;
import io.millrace.sink.maintenance.table.FileJoin;
import io.millrace.sink.maintenance.table.FileRewriter;
import io.millrace.sink.maintenance.table.JoinPolicy;
import io.millrace.sink.maintenance.table.Lease;
import io.millrace.sink.maintenance.table.OrphanSweep;
import io.millrace.sink.maintenance.table.RewriteLimits;
import io.millrace.sink.maintenance.table.SnapshotExpiry;
import io.millrace.sink.maintenance.table.TableCheck;
import io.millrace.store.EventTables;
import java.time.Clock;
import java.util.Random;
import java.util.UUID;

/**
 * The parts of maintenance as the settings say.
 *
 * @param rewriter to be stopped at the end
 * @param maintainer carries out runs
 */
record MaintenanceParts(FileRewriter rewriter, TableMaintainer maintainer) {

    /** Puts them together. */
    static MaintenanceParts of(MaintenanceConfig config, EventTables tables, Wishes wishes, Clock clock) {
        FileRewriter rewriter = new FileRewriter(limits(config.rewrite()));
        JoinPolicy policy = policy(config.join());
        Operations operations = new Operations(
                new FileJoin(rewriter, policy),
                new SnapshotExpiry(ConfigChecks.keep(config)),
                new OrphanSweep(config.orphans().olderThan()),
                new CopyOnWrite(rewriter),
                wishes);
        String holder = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
        Lease lease = new Lease(holder, config.lease(), clock);
        return new MaintenanceParts(
                rewriter, new TableMaintainer(tables, lease, operations, new TableCheck(new Random()), policy, clock));
    }

    private static RewriteLimits limits(MaintenanceConfig.Rewrite rewrite) {
        return new RewriteLimits(
                rewrite.folder().toAbsolutePath().normalize(),
                rewrite.memory().asLongValue(),
                rewrite.threads(),
                rewrite.maxSpill().asLongValue());
    }

    private static JoinPolicy policy(MaintenanceConfig.Join join) {
        return new JoinPolicy(
                join.targetSize().asLongValue(), join.smallSize().asLongValue(), join.minFiles(), join.closedAfter());
    }
}
