package io.millrace.sink.maintenance.table;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.parquet.ParquetUtil;
import org.jspecify.annotations.Nullable;

/**
 * Makes one sorted file of several, with DuckDB (ADR 45). The new
 * file is in the store and in no snapshot. It holds exactly the rows it should, or it is not made: the identities of the rows
 * and, where none is left out, the number of values of each column are compared before and after.
 */
public final class FileRewriter {
    private final RewriteLimits limits;
    private final Statements running = new Statements();
    private @Nullable WorkFolder folder;

    /** A rewriter with limits. */
    public FileRewriter(RewriteLimits limits) {
        this.limits = limits;
    }

    /**
     * Ends the statement of the rewrite that runs, if any; no other begins. May be called by another thread.
     *
     * @param limit how long to wait at most for its end
     * @return whether no statement runs any more; the rewrite may still be about to end
     */
    public boolean stop(Duration limit) {
        return running.stop(limit);
    }

    /** Removes the folder of this process. Only once it is stopped and the thread that rewrites has ended. */
    public synchronized void close() {
        if (folder != null) {
            folder.close();
            folder = null;
        }
    }

    /** Makes the folder of this process and removes what killed ones have left; the first rewrite does it otherwise. */
    public void prepare() {
        folder();
    }

    private synchronized Path folder() {
        running.requireGoing();
        if (folder == null) {
            folder = WorkFolder.open(limits.folder());
        }
        return folder.path();
    }

    /**
     * Writes the rows of files of one partition to one new file.
     *
     * @param table the table as it was planned on
     * @param files files of one partition
     * @param leftOut rows that are left out
     * @return the new file, or empty if no row is left
     */
    Optional<DataFile> rewrite(Table table, List<DataFile> files, Collection<RowSelection> leftOut) {
        UUID id = UUID.randomUUID();
        try (LocalCopies copies = new LocalCopies(table.io(), folder().resolve(id.toString()));
                Engine engine = Engine.open(limits, 1, copies.spill(0), running)) {
            return write(table, files, leftOut, copies, engine, id);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot rewrite files of " + table.name() + ": " + reason(e), e);
        }
    }

    private Optional<DataFile> write(
            Table table,
            List<DataFile> files,
            Collection<RowSelection> leftOut,
            LocalCopies copies,
            Engine engine,
            UUID id)
            throws SQLException {
        List<String> paths = new ArrayList<>();
        files.forEach(file -> paths.add(copies.of(file.location()).toString()));
        String rows = Sql.read(table.schema(), paths);
        String condition = leftOut.isEmpty() ? "true" : "NOT coalesce(" + RowSelection.sql(leftOut) + ", false)";
        Engine.Identities wanted = engine.identities(Sql.identities(rows, condition));
        if (leftOut.isEmpty()) {
            requireSame("rows of " + files.size() + " files", recordCount(files), wanted.count());
        }
        if (wanted.count() == 0) {
            return Optional.empty();
        }
        FilledColumns filled = FilledColumns.of(engine.statement(), paths);
        List<String> slices =
                Slices.of(engine.statement(), table.schema(), filled, rows, condition, wanted.count(), limits);
        int level = compressionLevel(table);
        Path written = new SlicedCopy(limits, copies, running)
                .write(
                        slices,
                        (slice, file) -> Sql.copy(
                                table.schema(),
                                filled,
                                rows,
                                "(" + condition + ") AND " + slice,
                                file.toString(),
                                level));
        String again = Sql.read(table.schema(), List.of(written.toString()));
        Engine.Identities found = engine.identities(Sql.identities(again, "true"));
        if (!found.equals(wanted)) {
            throw new IllegalStateException(
                    "the rewritten file does not hold the rows it should: expected " + wanted + ", found " + found);
        }
        if (leftOut.isEmpty()
                && filled.contradicts(FilledColumns.of(engine.statement(), List.of(written.toString())))) {
            throw new IllegalStateException("the rewritten file does not hold the values it should");
        }
        return Optional.of(store(table, files.get(0), copies, written, id));
    }

    private static DataFile store(Table table, DataFile like, LocalCopies copies, Path written, UUID id) {
        PartitionSpec spec = table.specs().get(like.specId());
        if (spec == null) {
            throw new IllegalStateException("unknown partition spec " + like.specId());
        }
        String location = table.locationProvider().newDataLocation(spec, like.partition(), id + "-joined.parquet");
        copies.store(written, location);
        return DataFiles.builder(spec)
                .withInputFile(table.io().newInputFile(location))
                .withFormat(like.format())
                .withPartition(like.partition())
                .withMetrics(ParquetUtil.fileMetrics(
                        org.apache.iceberg.Files.localInput(written.toFile()), MetricsConfig.forTable(table)))
                .withSortOrder(table.sortOrder())
                .build();
    }

    private static int compressionLevel(Table table) {
        return Integer.parseInt(table.properties().getOrDefault(TableProperties.PARQUET_COMPRESSION_LEVEL, "3"));
    }

    static long recordCount(Collection<DataFile> files) {
        return files.stream().mapToLong(DataFile::recordCount).sum();
    }

    private static void requireSame(String what, long expected, long found) {
        if (expected != found) {
            throw new IllegalStateException(what + ": expected " + expected + ", found " + found);
        }
    }

    /** The engine's message up to its first line; later lines may quote the statement, and with it values of rows. */
    private static String reason(SQLException e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
