package io.millrace.sink.maintenance.table;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.parquet.ParquetUtil;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/**
 * Makes one sorted file of several, with DuckDB (ADR 45). The new
 * file is in the store and in no snapshot. It holds exactly the rows it should, or it is not made: the identities of the rows
 * and, where none is left out, the number of values of each column are compared before and after.
 */
public final class FileRewriter {
    private final RewriteLimits limits;
    private volatile @Nullable Statement running;
    private volatile boolean stopping;

    /** A rewriter with limits. */
    public FileRewriter(RewriteLimits limits) {
        this.limits = limits;
    }

    /** Ends the rewrite that runs, if any, and all later ones. May be called by another thread. */
    public void stop() {
        stopping = true;
        Statement statement = running;
        if (statement != null) {
            try {
                statement.cancel();
            } catch (SQLException e) {
                throw new IllegalStateException("cannot cancel a rewrite", e);
            }
        }
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
        if (stopping) {
            throw new IllegalStateException("the rewrite was stopped");
        }
        UUID id = UUID.randomUUID();
        try (LocalCopies copies = new LocalCopies(table.io(), limits.folder().resolve(id.toString()));
                Connection connection = connect(copies);
                Statement statement = connection.createStatement()) {
            running = statement;
            statement.execute("SET TimeZone = 'UTC'");
            return write(table, files, leftOut, copies, statement, id);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot rewrite files of " + table.name() + ": " + reason(e), e);
        } finally {
            running = null;
        }
    }

    private Optional<DataFile> write(
            Table table,
            List<DataFile> files,
            Collection<RowSelection> leftOut,
            LocalCopies copies,
            Statement statement,
            UUID id)
            throws SQLException {
        List<String> paths = new ArrayList<>();
        files.forEach(file -> paths.add(copies.of(file.location()).toString()));
        String rows = Sql.read(table.schema(), paths);
        String condition = leftOut.isEmpty() ? "true" : "NOT coalesce(" + RowSelection.sql(leftOut) + ", false)";
        Identities wanted = identities(statement, Sql.identities(rows, condition));
        if (leftOut.isEmpty()) {
            requireSame("rows of " + files.size() + " files", recordCount(files), wanted.count());
        }
        if (wanted.count() == 0) {
            return Optional.empty();
        }
        Path written = copies.newFile();
        FilledColumns filled = FilledColumns.of(statement, paths);
        statement.execute(
                Sql.copy(table.schema(), filled, rows, condition, written.toString(), compressionLevel(table)));
        String again = Sql.read(table.schema(), List.of(written.toString()));
        Identities found = identities(statement, Sql.identities(again, "true"));
        if (!found.equals(wanted)) {
            throw new IllegalStateException(
                    "the rewritten file does not hold the rows it should: expected " + wanted + ", found " + found);
        }
        if (leftOut.isEmpty() && filled.contradicts(FilledColumns.of(statement, List.of(written.toString())))) {
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

    private Connection connect(LocalCopies copies) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("memory_limit", limits.memoryBytes() + "B");
        settings.setProperty("threads", Integer.toString(limits.threads()));
        settings.setProperty("temp_directory", copies.spill().toString());
        settings.setProperty("max_temp_directory_size", limits.maxSpillBytes() + "B");
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        // the driver itself: which class loader its registration belongs to depends on who asked first
        return new DuckDBDriver().connect("jdbc:duckdb:", settings);
    }

    private static Identities identities(Statement statement, String sql) throws SQLException {
        try (ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return new Identities(result.getLong(1), result.getString(2));
        }
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

    private record Identities(long count, String hashSum) {}
}
