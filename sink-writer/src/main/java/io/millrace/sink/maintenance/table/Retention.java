package io.millrace.sink.maintenance.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFiles;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;

/** Drops whole days from a table: a change of metadata, no file is read. */
public final class Retention {
    private Retention() {}

    /** Start of the oldest UTC day that is kept: today and the {@code days} before it stay. */
    public static Instant firstKept(Instant now, int days) {
        return now.truncatedTo(ChronoUnit.DAYS).minus(days, ChronoUnit.DAYS);
    }

    /** Counts what a run would drop now; changes nothing. */
    public static Outcome plan(MaintainedTable target, Instant firstKept) {
        return count(target.table(), before(firstKept));
    }

    /**
     * Drops every row that was received before a UTC day. The lease must be held.
     *
     * @param firstKept start of a UTC day
     */
    public static Outcome run(MaintainedTable target, Instant firstKept, Progress progress) {
        if (!firstKept.equals(firstKept.truncatedTo(ChronoUnit.DAYS))) {
            throw new IllegalArgumentException("retention drops whole UTC days: " + firstKept);
        }
        Table table = target.table();
        Expression expression = before(firstKept);
        Outcome outcome = count(table, expression);
        progress.reached(Progress.Step.PLANNED, outcome.files(), outcome.files());
        if (outcome.files() > 0) {
            Snapshot planned = target.current();
            DeleteFiles delete = table.newDelete().deleteFromRowFilter(expression);
            target.commit(delete, planned, false, java.util.List.of());
            progress.reached(Progress.Step.COMMITTED, 1, 1);
        }
        return outcome;
    }

    private static Expression before(Instant firstKept) {
        return Expressions.lessThan("received_time", ChronoUnit.MICROS.between(Instant.EPOCH, firstKept));
    }

    private static Outcome count(Table table, Expression expression) {
        int files = 0;
        long rows = 0;
        long bytes = 0;
        try (CloseableIterable<FileScanTask> tasks =
                table.newScan().filter(expression).planFiles()) {
            for (FileScanTask task : tasks) {
                DataFile file = task.file();
                files++;
                rows += file.recordCount();
                bytes += file.fileSizeInBytes();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot plan a scan of " + table.name(), e);
        }
        return new Outcome(files, rows, bytes);
    }

    /**
     * What was or would be dropped.
     *
     * @param files files
     * @param rows rows in them
     * @param bytes their size
     */
    public record Outcome(int files, long rows, long bytes) {}
}
