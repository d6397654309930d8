package io.millrace.sink.maintenance.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;

/**
 * Takes rows out of a table by writing the files that hold them anew without them: no reader has to apply delete files. One
 * commit for each day. What is appended meanwhile is not touched; it is looked through by the next run.
 */
public final class CopyOnWrite {
    private static final int MOST_REMEMBERED = 200_000;

    private final FileRewriter rewriter;
    private final Set<String> knownClean = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_REMEMBERED;
        }
    });

    /** Uses a rewriter. */
    public CopyOnWrite(FileRewriter rewriter) {
        this.rewriter = rewriter;
    }

    /** Counts the rows that a run would take out now; changes nothing. */
    public Outcome plan(MaintainedTable target, Collection<RowSelection> selections, Progress progress) {
        return outcome(affected(target, selections, progress), 0);
    }

    /**
     * Takes the rows out. The lease must be held.
     *
     * @throws LeaseLostException if another process took it, or something but appends changed the table meanwhile
     */
    public Outcome run(MaintainedTable target, Collection<RowSelection> selections, Progress progress) {
        Map<Integer, List<Affected>> days = new TreeMap<>();
        List<Affected> all = affected(target, selections, progress);
        for (Affected one : all) {
            Integer day = one.file().partition().get(0, Integer.class);
            days.computeIfAbsent(day == null ? -1 : day, key -> new ArrayList<>())
                    .add(one);
        }
        progress.reached(Progress.Step.PLANNED, days.size(), days.size());
        int done = 0;
        for (List<Affected> ofDay : days.values()) {
            if (done > 0) {
                target.requireLease();
            }
            takeOut(target, ofDay, selections, progress);
            progress.reached(Progress.Step.COMMITTED, ++done, days.size());
        }
        return outcome(all, done);
    }

    private void takeOut(
            MaintainedTable target, List<Affected> ofDay, Collection<RowSelection> selections, Progress progress) {
        Table table = target.table();
        Snapshot planned = target.current();
        OverwriteFiles overwrite = table.newOverwrite().validateFromSnapshot(planned.snapshotId());
        List<DataFile> written = new ArrayList<>();
        try {
            int number = 0;
            for (Affected one : ofDay) {
                overwrite.deleteFile(one.file());
                if (one.rows() < one.file().recordCount()) {
                    rewriter.rewrite(table, List.of(one.file()), selections).ifPresent(file -> {
                        overwrite.addFile(file);
                        written.add(file);
                    });
                }
                progress.reached(Progress.Step.FILE_WRITTEN, ++number, ofDay.size());
                target.keepLease(); // a day has as many files as it has
            }
            requireCounts(ofDay, written);
        } catch (RuntimeException e) {
            target.delete(written); // nothing was committed yet
            throw e;
        }
        target.commit(overwrite, planned, true, written);
    }

    private static void requireCounts(List<Affected> ofDay, List<DataFile> written) {
        long expected = ofDay.stream()
                .mapToLong(one -> one.file().recordCount() - one.rows())
                .sum();
        long found = FileRewriter.recordCount(written);
        if (expected != found) {
            throw new IllegalStateException("the files without the rows: expected " + expected + ", found " + found);
        }
    }

    private List<Affected> affected(MaintainedTable target, Collection<RowSelection> selections, Progress progress) {
        Table table = target.table();
        List<Affected> affected = new ArrayList<>();
        if (selections.isEmpty()) {
            return affected;
        }
        List<DataFile> candidates = candidates(table, selections);
        int looked = 0;
        for (DataFile file : candidates) {
            List<RowSelection> open = selections.stream()
                    .filter(one -> !knownClean.contains(key(one, file)))
                    .toList();
            if (!open.isEmpty()) {
                MatchingRows.Found found = MatchingRows.count(table, file, open);
                if (found.rows() > 0) {
                    affected.add(new Affected(file, found.rows(), found.bySelection()));
                }
                open.stream()
                        .filter(one -> !found.bySelection().containsKey(one.id()))
                        .forEach(one -> knownClean.add(key(one, file)));
            }
            progress.reached(Progress.Step.FILE_LOOKED_AT, ++looked, candidates.size());
        }
        return affected;
    }

    private static List<DataFile> candidates(Table table, Collection<RowSelection> selections) {
        List<DataFile> candidates = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks =
                table.newScan().filter(RowSelection.expression(selections)).planFiles()) {
            for (FileScanTask task : tasks) {
                candidates.add(task.file().copyWithoutStats());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot plan a scan of " + table.name(), e);
        }
        return candidates;
    }

    private static String key(RowSelection selection, DataFile file) {
        return selection.id() + " " + file.location();
    }

    private static Outcome outcome(List<Affected> affected, int commits) {
        Map<String, Long> bySelection = new HashMap<>();
        affected.forEach(one -> one.bySelection().forEach((id, rows) -> bySelection.merge(id, rows, Long::sum)));
        return new Outcome(
                affected.size(), affected.stream().mapToLong(Affected::rows).sum(), commits, bySelection);
    }

    private record Affected(DataFile file, long rows, Map<String, Long> bySelection) {}

    /**
     * What was or would be taken out.
     *
     * @param files files that hold such rows
     * @param rows the rows
     * @param commits commits made; 0 for a plan
     * @param bySelection rows of each selection that has any, by its id; a row may belong to several
     */
    public record Outcome(int files, long rows, int commits, Map<String, Long> bySelection) {
        /** Copies the map. */
        public Outcome {
            bySelection = Map.copyOf(bySelection);
        }
    }
}
