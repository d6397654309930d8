package io.millrace.sink.maintenance.table;

import io.millrace.store.TableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.SupportsPrefixOperations;

/**
 * Deletes files below a table's folder that no snapshot and no metadata names: what crashed writers and lost races left. A file
 * must be older than any write can take, so that one whose commit is under way is never touched. Nothing is deleted if the
 * listing lacks a file that the table needs: then listing and table do not speak of the same place.
 */
public final class OrphanSweep {
    /** Table property: the end of the time whose orphans are certain to be gone, ms since 1970. */
    static final String SWEPT_PROPERTY = "millrace.orphans-swept-before";

    private final Duration olderThan;

    /**
     * A sweep.
     *
     * @param olderThan age from which on a file may be deleted, at least three times the longest write
     */
    public OrphanSweep(Duration olderThan) {
        this.olderThan = olderThan;
    }

    /** The end of the time whose orphans are gone, as of the last complete sweep of a table. */
    public static Optional<Instant> sweptBefore(MaintainedTable target) {
        return Optional.ofNullable(target.table().properties().get(SWEPT_PROPERTY))
                .map(millis -> Instant.ofEpochMilli(Long.parseLong(millis)));
    }

    /** Counts what a run would delete now; changes nothing. */
    public Outcome plan(MaintainedTable target) {
        return outcome(orphans(target, end(target)));
    }

    /**
     * Deletes them. The lease must be held.
     *
     * @param isAwaited whether it is to be known how far the table was swept even if nothing is found
     */
    public Outcome run(MaintainedTable target, Progress progress, boolean isAwaited) {
        Instant end = end(target);
        List<FileInfo> orphans = orphans(target, end);
        progress.reached(Progress.Step.PLANNED, orphans.size(), orphans.size());
        target.requireLease(); // a listing takes long
        int deleted = 0;
        for (FileInfo orphan : orphans) {
            target.table().io().deleteFile(orphan.location());
            progress.reached(Progress.Step.FILE_DELETED, ++deleted, orphans.size());
            target.keepLease();
        }
        if (isAwaited || !orphans.isEmpty()) {
            target.table()
                    .updateProperties()
                    .set(SWEPT_PROPERTY, Long.toString(end.toEpochMilli()))
                    .commit();
            target.refresh();
        }
        return outcome(orphans);
    }

    private Instant end(MaintainedTable target) {
        return target.now().minus(olderThan);
    }

    private static List<FileInfo> orphans(MaintainedTable target, Instant end) {
        Table table = target.table();
        if (!(table.io() instanceof SupportsPrefixOperations listing)) {
            throw new UnsupportedOperationException("the store of " + table.name() + " cannot list files: "
                    + table.io().getClass().getName());
        }
        TableFiles files = new TableFiles(table.location());
        List<FileInfo> listed = new ArrayList<>();
        for (FileInfo file :
                listing.listPrefix(files.at(""))) { // with the slash: an object store's prefix is no folder
            if (files.place(file.location()).isPresent()) {
                listed.add(file);
            }
        }
        target.refresh(); // after the listing: what was committed meanwhile is reachable
        Set<String> reachable = new HashSet<>();
        reachable(table).forEach(file -> files.place(file).ifPresent(reachable::add));
        requireListed(table, listed, files);
        return listed.stream()
                .filter(file -> file.createdAtMillis() < end.toEpochMilli())
                .filter(file -> files.place(file.location())
                        .filter(place -> !reachable.contains(place))
                        .isPresent())
                .toList();
    }

    private static void requireListed(Table table, List<FileInfo> listed, TableFiles files) {
        Set<String> found = new HashSet<>();
        listed.forEach(file -> files.place(file.location()).ifPresent(found::add));
        TableMetadata metadata = ((HasTableOperations) table).operations().current();
        Snapshot oldest = table.snapshots().iterator().next();
        for (ManifestFile manifest : oldest.allManifests(table.io())) {
            if (files.place(manifest.path()).filter(found::contains).isEmpty()) {
                throw new IllegalStateException("the listing of " + table.location()
                        + " lacks a file of the table: no orphan is deleted: " + manifest.path());
            }
        }
        if (listed.isEmpty() || metadata.metadataFileLocation() == null) {
            throw new IllegalStateException("the listing of " + table.location() + " is empty");
        }
    }

    private static Set<String> reachable(Table table) {
        Set<String> reachable = new HashSet<>();
        TableMetadata metadata = ((HasTableOperations) table).operations().current();
        reachable.add(String.valueOf(metadata.metadataFileLocation()));
        metadata.previousFiles().forEach(file -> reachable.add(file.file()));
        metadata.statisticsFiles().forEach(file -> reachable.add(file.path()));
        metadata.partitionStatisticsFiles().forEach(file -> reachable.add(file.path()));
        Set<String> read = new HashSet<>();
        for (Snapshot snapshot : metadata.snapshots()) {
            if (snapshot.manifestListLocation() != null) {
                reachable.add(snapshot.manifestListLocation());
            }
            for (ManifestFile manifest : snapshot.allManifests(table.io())) {
                if (read.add(manifest.path())) {
                    reachable.add(manifest.path());
                    addFiles(table, manifest, reachable);
                }
            }
        }
        return reachable;
    }

    private static void addFiles(Table table, ManifestFile manifest, Set<String> reachable) {
        try (CloseableIterable<String> paths = ManifestFiles.readPaths(manifest, table.io(), table.specs())) {
            paths.forEach(file -> reachable.add(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + manifest.path(), e);
        }
    }

    private static Outcome outcome(List<FileInfo> orphans) {
        return new Outcome(
                orphans.size(), orphans.stream().mapToLong(FileInfo::size).sum());
    }

    /**
     * What was or would be deleted.
     *
     * @param files files
     * @param bytes their size
     */
    public record Outcome(int files, long bytes) {}
}
