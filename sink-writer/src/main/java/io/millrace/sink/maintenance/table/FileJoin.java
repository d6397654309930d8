package io.millrace.sink.maintenance.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;

/** Joins small files into sorted ones while others append. Each group is a commit of its own, so a stop loses one at most. */
public final class FileJoin {
    private final FileRewriter rewriter;
    private final JoinPolicy policy;

    /** Joining by a policy. */
    public FileJoin(FileRewriter rewriter, JoinPolicy policy) {
        this.rewriter = rewriter;
        this.policy = policy;
    }

    /** What a run would do now; changes nothing. */
    public Outcome plan(MaintainedTable target) {
        return planned(groups(target), 0);
    }

    /**
     * Joins what the policy asks for. The lease must be held.
     *
     * @throws LeaseLostException if another process took it
     */
    public Outcome run(MaintainedTable target, Progress progress) {
        List<List<DataFile>> groups = groups(target);
        progress.reached(Progress.Step.PLANNED, groups.size(), groups.size());
        int done = 0;
        for (List<DataFile> group : groups) {
            if (done > 0) {
                target.requireLease();
            }
            join(target, group, progress, ++done, groups.size());
        }
        return planned(groups, done);
    }

    private void join(MaintainedTable target, List<DataFile> group, Progress progress, int number, int groups) {
        Table table = target.table();
        Snapshot planned = target.current();
        DataFile joined = rewriter.rewrite(table, group, List.of())
                .orElseThrow(() -> new IllegalStateException("files without rows in " + table.name()));
        progress.reached(Progress.Step.FILE_WRITTEN, number, groups);
        RewriteFiles replace = table.newRewrite().validateFromSnapshot(planned.snapshotId());
        Set<DataFile> replaced = new HashSet<>(group);
        replaced.forEach(replace::deleteFile);
        replace.addFile(joined);
        target.commit(replace, planned, false, List.of(joined));
        progress.reached(Progress.Step.COMMITTED, number, groups);
    }

    private List<List<DataFile>> groups(MaintainedTable target) {
        return groups(target.table(), policy, target.now());
    }

    /** Groups of files that are to become one; those of an older partitioning stay as they are. */
    static List<List<DataFile>> groups(Table table, JoinPolicy policy, Instant now) {
        return new JoinPlan(policy, now)
                .groups(files(table).stream()
                        .filter(file -> file.specId() == table.spec().specId())
                        .toList());
    }

    /** Files of the current snapshot. */
    static List<DataFile> files(Table table) {
        List<DataFile> files = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
            for (FileScanTask task : tasks) {
                files.add(task.file().copyWithoutStats());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the files of " + table.name(), e);
        }
        return files;
    }

    private static Outcome planned(List<List<DataFile>> groups, int done) {
        List<DataFile> files = groups.stream().flatMap(List::stream).toList();
        return new Outcome(
                files.size(),
                groups.size(),
                FileRewriter.recordCount(files),
                files.stream().mapToLong(DataFile::fileSizeInBytes).sum(),
                done);
    }

    /**
     * What was or would be joined.
     *
     * @param files files that are replaced
     * @param newFiles files that take their place
     * @param rows rows in them
     * @param bytes size of the replaced files
     * @param commits commits made; 0 for a plan
     */
    public record Outcome(int files, int newFiles, long rows, long bytes, int commits) {}
}
