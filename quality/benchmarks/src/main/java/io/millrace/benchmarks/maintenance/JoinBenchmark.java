package io.millrace.benchmarks.maintenance;

import com.sun.management.OperatingSystemMXBean;
import io.millrace.sink.maintenance.table.FileJoin;
import io.millrace.sink.maintenance.table.FileRewriter;
import io.millrace.sink.maintenance.table.JoinPolicy;
import io.millrace.sink.maintenance.table.Lease;
import io.millrace.sink.maintenance.table.MaintainedTable;
import io.millrace.sink.maintenance.table.Progress;
import io.millrace.sink.maintenance.table.RewriteLimits;
import io.millrace.store.EventTables;
import io.millrace.store.TableLayout;
import io.millrace.telemetry.Signal;
import io.millrace.testkit.store.S3Server;
import io.millrace.testkit.store.TestTables;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;
import org.jspecify.annotations.Nullable;

/**
 * Joins one day of small files, as maintenance does it, and tells rows a second and CPU time; before it, the same rows are read,
 * sorted and written by Iceberg's generic reader and writer, as a measure. What a question about one user and one day reads is
 * told before and after. Arguments: files, rows in each, threads, and {@code s3} for an S3 server in a process of its own.
 */
final class JoinBenchmark {
    /** More rows do not fit into the heap of the generic way. */
    private static final int MOST_ROWS_IN_THE_HEAP = 600_000;

    private JoinBenchmark() {}

    /** Runs it three times and prints a line for each. */
    public static void main(String... arguments) throws Exception {
        int files = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 288;
        int rowsEach = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3_500;
        int threads = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 2;
        boolean inObjectStore = arguments.length > 3 && arguments[3].equals("s3");
        for (int round = 0; round < 3; round++) {
            boolean compares = round == 0 && !inObjectStore && files * rowsEach <= MOST_ROWS_IN_THE_HEAP;
            Path folder = Files.createTempDirectory("millrace-join");
            try (S3Server server = inObjectStore ? S3Server.start(folder.resolve("objects")) : null;
                    EventTables tables = open(folder, server)) {
                Table table = tables.createOrLoad(Signal.LOGS);
                new DayOfRows(files, rowsEach).appendTo(table);
                if (!inObjectStore) {
                    report("before", OneUserOneDay.ask(table));
                }
                if (compares) {
                    measured("generic reader, sort in the heap, generic writer", () -> generic(table));
                }
                measured("maintenance, threads=" + threads, () -> join(tables, folder, threads));
                table.refresh();
                if (!inObjectStore) {
                    report("after", OneUserOneDay.ask(table));
                }
            } finally {
                delete(folder);
            }
        }
    }

    private static EventTables open(Path folder, @Nullable S3Server server) {
        Map<String, String> local = Map.of("millrace.store.data-dir", folder.toString());
        return server == null ? TestTables.open(local) : TestTables.open(local, server.settings("joined"));
    }

    private static long join(EventTables tables, Path folder, int threads) {
        Clock clock = Clock.fixed(DayOfRows.DAY.plus(Duration.ofDays(2)), ZoneOffset.UTC);
        MaintainedTable target = MaintainedTable.open(
                        tables, Signal.LOGS, new Lease("benchmark", Duration.ofMinutes(10), clock), clock)
                .orElseThrow();
        target.takeLease();
        FileRewriter rewriter =
                new FileRewriter(new RewriteLimits(folder.resolve("work"), 1024L << 20, threads, 8L << 30));
        JoinPolicy policy = new JoinPolicy(128L << 20, 32L << 20, 8, Duration.ofHours(1));
        return new FileJoin(rewriter, policy).run(target, Progress.NONE).rows();
    }

    private static long generic(Table table) throws IOException {
        List<Record> rows = new ArrayList<>();
        try (CloseableIterable<Record> all = IcebergGenerics.read(table).build()) {
            all.forEach(rows::add);
        }
        rows.sort(Comparator.comparing((Record row) -> (String) row.getField("org_id"))
                .thenComparing(row -> (String) row.getField("integration_id"))
                .thenComparing(row -> (java.time.OffsetDateTime) row.getField("time")));
        String location = table.location() + "/generic.parquet";
        DataWriter<Record> writer = Parquet.writeData(table.io().newOutputFile(location))
                .schema(TableLayout.schema(Signal.LOGS))
                .withSpec(org.apache.iceberg.PartitionSpec.unpartitioned())
                .setAll(table.properties())
                .createWriterFunc(GenericParquetWriter::create)
                .build();
        try (writer) {
            rows.forEach(writer::write);
        }
        return rows.size();
    }

    private static void measured(String what, Work work) throws Exception {
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = process.getProcessCpuTime();
        long begin = System.nanoTime();
        long rows = work.run();
        double seconds = (System.nanoTime() - begin) / 1e9;
        double cpuSeconds = (process.getProcessCpuTime() - cpu) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%-50s rows=%d seconds=%.2f rows/s=%.0f cpu-us/row=%.2f%n",
                what,
                rows,
                seconds,
                rows / seconds,
                cpuSeconds * 1e6 / rows);
    }

    private static void report(String when, OneUserOneDay.Answer answer) {
        System.out.printf(
                Locale.ROOT,
                "one user, one day, %-7s files=%d file-bytes=%d bytes-read=%d query-ms=%.0f rows=%d%n",
                when,
                answer.files(),
                answer.fileBytes(),
                answer.bytesRead(),
                answer.milliseconds(),
                answer.rows());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** Something that is measured; returns the rows it worked on. */
    private interface Work {
        long run() throws Exception;
    }
}
