package io.millrace.sink.maintenance.table;

import io.millrace.store.position.TableMarks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.RewriteManifests;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/**
 * Forgets old snapshots, deletes the files that only they had, and keeps the metadata small. The marks are copied into the
 * table's properties first: another engine's snapshots have none.
 */
public final class SnapshotExpiry {
    private static final long SMALL_MANIFEST_BYTES = 1024 * 1024;
    private static final int MANY_MANIFESTS = 24;

    private final Duration keep;

    /**
     * Expiry.
     *
     * @param keep how long a snapshot is kept, at least as long as the longest query
     */
    public SnapshotExpiry(Duration keep) {
        this.keep = keep;
    }

    /** Counts what a run would do now; changes nothing. */
    public Outcome plan(MaintainedTable target) {
        return new Outcome(expired(target).size(), 0, small(target).size());
    }

    /** Expires. The lease must be held. */
    public Outcome run(MaintainedTable target, Progress progress) {
        Table table = target.table();
        long before = target.current().timestampMillis();
        int manifests = mergeManifests(target, progress);
        List<Snapshot> expired = expired(target);
        progress.reached(Progress.Step.PLANNED, expired.size(), expired.size());
        if (expired.isEmpty()) {
            return new Outcome(0, 0, manifests);
        }
        TableMarks.copyToProperties(table);
        progress.reached(Progress.Step.MARKS_COPIED, 1, 1);
        target.requireLease();
        AtomicInteger deleted = new AtomicInteger();
        table.expireSnapshots()
                .expireOlderThan(Math.min(before, oldestKept(target).toEpochMilli())) // a check compares with it
                .retainLast(1)
                .cleanExpiredMetadata(true)
                .deleteWith(location -> {
                    progress.reached(Progress.Step.FILE_DELETED, deleted.incrementAndGet(), 0);
                    table.io().deleteFile(location);
                })
                .commit();
        progress.reached(Progress.Step.COMMITTED, 1, 1);
        table.refresh();
        return new Outcome(expired.size(), deleted.get(), manifests);
    }

    private Instant oldestKept(MaintainedTable target) {
        return target.now().minus(keep);
    }

    private List<Snapshot> expired(MaintainedTable target) {
        Instant oldest = oldestKept(target);
        List<Snapshot> expired = new ArrayList<>();
        for (Snapshot snapshot : target.table().snapshots()) {
            if (snapshot.timestampMillis() < oldest.toEpochMilli()
                    && snapshot.snapshotId() != target.current().snapshotId()) {
                expired.add(snapshot);
            }
        }
        return expired;
    }

    /** Every append adds a manifest until Iceberg merges a hundred; a scan opens each of them. */
    private static int mergeManifests(MaintainedTable target, Progress progress) {
        List<String> small = small(target);
        if (small.size() < MANY_MANIFESTS) {
            return 0;
        }
        Snapshot planned = target.current();
        RewriteManifests merge = target.table()
                .rewriteManifests()
                .clusterBy(file -> "one")
                .rewriteIf(manifest -> manifest.length() < SMALL_MANIFEST_BYTES);
        target.commit(merge, planned, false, List.of());
        progress.reached(Progress.Step.COMMITTED, 1, 2);
        return small.size();
    }

    private static List<String> small(MaintainedTable target) {
        return target.current().dataManifests(target.table().io()).stream()
                .filter(manifest -> manifest.length() < SMALL_MANIFEST_BYTES)
                .map(manifest -> manifest.path())
                .toList();
    }

    /**
     * What was or would be done.
     *
     * @param snapshots snapshots that are forgotten
     * @param deletedFiles files that were deleted; 0 for a plan
     * @param manifests small manifests that were or might be merged
     */
    public record Outcome(int snapshots, int deletedFiles, int manifests) {}
}
