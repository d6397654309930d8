package io.millrace.store;

import io.millrace.store.position.DeletionMark;
import io.millrace.store.position.ManifestThreads;
import io.millrace.telemetry.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotChanges;
import org.apache.iceberg.StaticTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.util.SnapshotUtil;
import org.jspecify.annotations.Nullable;

/** One state of a table, pinned: later commits do not change what it lists. */
public final class TableSnapshot {
    private final Signal signal;
    private final @Nullable Table table;

    private TableSnapshot(Signal signal, @Nullable Table table) {
        this.signal = signal;
        this.table = table;
    }

    static TableSnapshot empty(Signal signal) {
        return new TableSnapshot(signal, null);
    }

    static TableSnapshot of(Signal signal, TableMetadata metadata, FileIO io) {
        return new TableSnapshot(
                signal, new BaseTable(new StaticTableOperations(metadata, io), signal.tableName(), report -> {}));
    }

    /** Signal of the table. */
    public Signal signal() {
        return signal;
    }

    /** Id of the snapshot; empty for a table without rows. */
    public OptionalLong id() {
        return current().map(snapshot -> OptionalLong.of(snapshot.snapshotId())).orElse(OptionalLong.empty());
    }

    /** When it was committed; empty for a table without rows. */
    public Optional<Instant> committedAt() {
        return current().map(snapshot -> Instant.ofEpochMilli(snapshot.timestampMillis()));
    }

    /**
     * Field id to column name, in the table's order. Files of older releases lack fields, so they are read by id, absent ones
     * as null. A table made by an older release may lack columns of this one; one that a newer release has touched has more.
     */
    public Map<Integer, String> fieldNames() {
        Map<Integer, String> names = new LinkedHashMap<>();
        if (table != null) {
            for (Types.NestedField field : table.schema().columns()) {
                names.put(field.fieldId(), field.name());
            }
        }
        return names;
    }

    /**
     * Files that may hold rows which the filter keeps. The rows must still be filtered: a file holds rows of several tenants
     * and times.
     *
     * @throws IllegalStateException if the snapshot has delete files, which no reader here applies
     * @throws RuntimeException if the store cannot be reached
     */
    public List<SnapshotFile> files(ScanFilter filter) {
        if (table == null || table.currentSnapshot() == null) {
            return List.of();
        }
        List<SnapshotFile> files = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks = table.newScan()
                .planWith(ManifestThreads.all())
                .filter(filter.toExpression())
                .planFiles()) {
            for (FileScanTask task : tasks) {
                if (!task.deletes().isEmpty()) {
                    throw new IllegalStateException("table " + signal.tableName()
                            + " has delete files, written by another engine: rewrite its data files before reading");
                }
                DataFile file = task.file();
                files.add(new SnapshotFile(file.location(), file.fileSizeInBytes(), file.recordCount()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot plan a scan of " + signal.tableName(), e);
        }
        return files;
    }

    /**
     * Files that appends have added after an earlier snapshot, the newest first. Files that maintenance has made of others are
     * not among them. A file may be gone already, when maintenance has joined it with others and the snapshot has expired.
     *
     * @param snapshotId id of the earlier snapshot; one that is not known any more stands for the beginning
     * @param most files at most
     * @throws RuntimeException if the store cannot be reached
     */
    public List<SnapshotFile> appendedAfter(long snapshotId, int most) {
        List<SnapshotFile> files = new ArrayList<>();
        if (table == null || table.currentSnapshot() == null) {
            return files;
        }
        for (Snapshot snapshot : SnapshotUtil.currentAncestors(table)) {
            if (snapshot.snapshotId() == snapshotId || files.size() >= most) {
                break;
            }
            if (DataOperations.APPEND.equals(snapshot.operation())) {
                List<SnapshotFile> added = new ArrayList<>();
                for (DataFile file : SnapshotChanges.builderFor(table)
                        .snapshot(snapshot)
                        .build()
                        .addedDataFiles()) {
                    added.add(new SnapshotFile(file.location(), file.fileSizeInBytes(), file.recordCount()));
                }
                added.sort(Comparator.comparing(SnapshotFile::location).reversed());
                files.addAll(added.subList(0, Math.min(added.size(), most - files.size())));
            }
        }
        return files;
    }

    /** How far a deletion is in this table; empty if it may hold such rows, or has none at all. */
    public Optional<DeletionMark> deletion(String id) {
        return table == null ? Optional.empty() : DeletionMark.of(table.properties(), id);
    }

    /** How far each deletion is in this table, by its id; those of which it may hold rows are not among them. */
    public Map<String, DeletionMark> deletions() {
        return table == null ? Map.of() : DeletionMark.all(table.properties());
    }

    private Optional<Snapshot> current() {
        return Optional.ofNullable(table).map(Table::currentSnapshot);
    }
}
