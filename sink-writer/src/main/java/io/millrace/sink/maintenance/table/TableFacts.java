package io.millrace.sink.maintenance.table;

import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;

/**
 * The health of a table in numbers.
 *
 * @param rows rows
 * @param files data files
 * @param bytes size of the data files
 * @param smallFiles data files below the size up to which files are joined
 * @param pendingFiles data files that the next run joins
 * @param pendingBytes their size
 * @param snapshots snapshots that are kept
 * @param manifests manifests of the newest snapshot
 * @param metadataBytes size of the metadata file, which each commit writes anew
 * @param oldestSnapshotUnixMillis time of the oldest snapshot
 */
public record TableFacts(
        long rows,
        int files,
        long bytes,
        int smallFiles,
        int pendingFiles,
        long pendingBytes,
        int snapshots,
        int manifests,
        long metadataBytes,
        long oldestSnapshotUnixMillis) {

    /** Looks at a table as it was last refreshed. */
    public static TableFacts of(MaintainedTable target, JoinPolicy policy) {
        Table table = target.table();
        TableMetadata metadata = ((HasTableOperations) table).operations().current();
        List<DataFile> files = FileJoin.files(table);
        List<DataFile> pending = FileJoin.groups(table, policy, target.now()).stream()
                .flatMap(List::stream)
                .toList();
        return new TableFacts(
                FileRewriter.recordCount(files),
                files.size(),
                bytes(files),
                (int) files.stream()
                        .filter(file -> file.fileSizeInBytes() < policy.closedBytes())
                        .count(),
                pending.size(),
                bytes(pending),
                metadata.snapshots().size(),
                target.current().allManifests(table.io()).size(),
                table.io()
                        .newInputFile(String.valueOf(metadata.metadataFileLocation()))
                        .getLength(),
                metadata.snapshots().stream()
                        .mapToLong(Snapshot::timestampMillis)
                        .min()
                        .orElse(0));
    }

    private static long bytes(List<DataFile> files) {
        return files.stream().mapToLong(DataFile::fileSizeInBytes).sum();
    }
}
