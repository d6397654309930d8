package io.millrace.benchmarks.maintenance;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.duckdb.DuckDBDriver;

/** What a user of one organization cost on one day: planned by Iceberg, answered by DuckDB over the planned files. */
final class OneUserOneDay {
    private static final String ORGANIZATION = "org-7";
    private static final String USER = "user3@org7.example";
    private static final String COLUMNS = "('org_id', 'user_email', 'time', 'cost_usd')";

    private OneUserOneDay() {}

    static Answer ask(Table table) throws IOException, SQLException {
        List<String> files = new ArrayList<>();
        long fileBytes = 0;
        try (CloseableIterable<FileScanTask> tasks = table.newScan()
                .filter(Expressions.and(
                        Expressions.equal("org_id", ORGANIZATION), Expressions.equal("user_email", USER)))
                .planFiles()) {
            for (FileScanTask task : tasks) {
                files.add("'" + task.file().location() + "'");
                fileBytes += task.file().fileSizeInBytes();
            }
        }
        String list = files.stream().collect(Collectors.joining(", ", "[", "]"));
        try (Connection engine = new DuckDBDriver().connect("jdbc:duckdb:", new java.util.Properties());
                Statement statement = engine.createStatement()) {
            long bytesRead = number(
                    statement,
                    "SELECT coalesce(sum(total_compressed_size), 0)::BIGINT"
                            + " FROM parquet_metadata(" + list + ") WHERE path_in_schema IN " + COLUMNS
                            + " AND (file_name, row_group_id) IN (SELECT (file_name, row_group_id) FROM parquet_metadata("
                            + list
                            + ") WHERE path_in_schema = 'org_id' AND '" + ORGANIZATION
                            + "' BETWEEN coalesce(stats_min_value, stats_min)"
                            + " AND coalesce(stats_max_value, stats_max))");
            String question = "SELECT count(*), sum(cost_usd) FROM read_parquet(" + list
                    + ", hive_partitioning = false) WHERE org_id = '" + ORGANIZATION + "' AND user_email = '" + USER
                    + "'";
            number(statement, question); // once to warm up
            long begin = System.nanoTime();
            long rows = number(statement, question);
            return new Answer(files.size(), fileBytes, bytesRead, rows, (System.nanoTime() - begin) / 1e6);
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    /**
     * What was read.
     *
     * @param files files that Iceberg planned
     * @param fileBytes their size
     * @param bytesRead bytes of the question's columns in row groups that may hold the organization
     * @param rows rows that were found
     * @param milliseconds time of the question in DuckDB, warm
     */
    record Answer(int files, long fileBytes, long bytesRead, long rows, double milliseconds) {}
}
