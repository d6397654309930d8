package io.millrace.sink.maintenance.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.store.position.Mark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.parquet.ParquetUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJoinIT {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Clock NEXT_DAY = Clock.fixed(NOON.plus(Duration.ofDays(1)), ZoneOffset.UTC);
    private static final Clock SAME_DAY = Clock.fixed(NOON.plusSeconds(60), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private TableFixture fixture = new TableFixture(Path.of("target/unused-tables"));

    @BeforeEach
    void makeTable() {
        fixture.close();
        fixture = new TableFixture(folder);
    }

    @AfterEach
    void closeTables() {
        fixture.close();
    }

    @Test
    void makesOneSortedFileOfAClosedDayAndChangesNoRow() {
        for (int i = 0; i < 5; i++) {
            fixture.append(NOON, 7);
        }
        List<String> before = fixture.rows();
        MaintainedTable target = fixture.maintained(NEXT_DAY);

        FileJoin.Outcome outcome = join().run(target, Progress.NONE);

        assertThat(outcome).isEqualTo(new FileJoin.Outcome(5, 1, 35, outcome.bytes(), 1));
        assertThat(fixture.files()).isOne();
        assertThat(fixture.rows()).isEqualTo(before);
        assertThat(fixture.marks().of(TableFixture.PARTITION)).contains(Mark.startingAt(35));
        assertThat(new TableCheck(new Random(1)).after(target, TableCheck.before(target), 0))
                .isEqualTo(35);
    }

    @Test
    void keepsEveryKindOfValueExactly() {
        OffsetDateTime odd = OffsetDateTime.parse("1969-12-31T23:59:59.999999Z");
        for (int i = 0; i < 4; i++) {
            fixture.append(NOON, 3, row -> extremes(row, odd));
        }
        List<String> before = fixture.rows();

        join().run(fixture.maintained(NEXT_DAY), Progress.NONE);

        assertThat(fixture.files()).isOne();
        assertThat(fixture.rows()).isEqualTo(before);
    }

    private static void extremes(Record row, OffsetDateTime odd) {
        int variant = (int) ((long) row.getField("src_offset") % 3);
        row.setField("time", odd);
        row.setField("observed_time", OffsetDateTime.parse("2262-04-11T23:47:16.854775Z"));
        row.setField(
                "time_unix_nano", List.of(Long.MAX_VALUE, Long.MIN_VALUE, 1L).get(variant));
        row.setField(
                "cost_usd", List.of(Double.NaN, Double.NEGATIVE_INFINITY, -0.0).get(variant));
        row.setField(
                "duration_ms", List.of(Double.MIN_VALUE, Double.MAX_VALUE, 0.1).get(variant));
        row.setField("success", variant == 0);
        row.setField("severity_number", Integer.MIN_VALUE);
        row.setField(
                "body",
                List.of("", "nul \u0000 inside", "😀 \"quoted\" 'single' \n\r\t \ufffd")
                        .get(variant));
        row.setField("attributes", "{\"a\": 1.0,  \"b\":{\"c\":[1,null,\"x\"]}}");
        row.setField("flags", variant == 1 ? null : "[ \"spaced\" ]");
    }

    @Test
    void keepsValuesOfAColumnThatOtherFilesLeaveEmptyOrKnowByAnotherName() {
        fixture.append(NOON, 3);
        fixture.append(NOON, 3, row -> row.setField("body", "only here"));
        fixture.load().updateSchema().renameColumn("user_email", "mail").commit();
        fixture.append(NOON, 3, row -> row.setField("user_email", null));
        List<String> before = fixture.rows();

        join().run(fixture.maintained(NEXT_DAY), Progress.NONE);

        assertThat(fixture.files()).isOne();
        assertThat(fixture.rows()).isEqualTo(before);
        assertThat(before).filteredOn(row -> row.contains("@example.org")).hasSize(6);
        assertThat(before).filteredOn(row -> row.contains("only here")).hasSize(3);
    }

    @Test
    void writesRowsInTheOrderOfTheTable() throws IOException {
        for (int i = 0; i < 4; i++) {
            fixture.append(NOON, 50);
        }

        join().run(fixture.maintained(NEXT_DAY), Progress.NONE);

        List<Record> rows = new ArrayList<>();
        try (CloseableIterable<Record> joined =
                IcebergGenerics.read(fixture.load()).build()) {
            joined.forEach(rows::add);
        }
        assertThat(rows)
                .hasSize(200)
                .isSortedAccordingTo(Comparator.comparing((Record row) -> (String) row.getField("org_id"))
                        .thenComparing(row -> (String) row.getField("integration_id"))
                        .thenComparing(row -> (OffsetDateTime) row.getField("time")));
    }

    @Test
    void keepsBoundsOfColumnsSoThatFilesAreLeftOutOfAScan() throws IOException {
        for (int i = 0; i < 4; i++) {
            fixture.append(NOON, 4);
        }

        join().run(fixture.maintained(NEXT_DAY), Progress.NONE);

        Table table = fixture.load();
        DataFile joined = withStats(table);
        assertThat(joined.lowerBounds()).containsKeys(1, 2, 3, 4, 6, 8, 9, 202);
        assertThat(joined.upperBounds()).containsKeys(1, 2, 3, 4, 6, 8, 9, 202);
        assertThat(joined.sortOrderId()).isEqualTo(table.sortOrder().orderId());
        assertThat(ParquetUtil.fileMetrics(table.io().newInputFile(joined.location()), MetricsConfig.forTable(table))
                        .recordCount())
                .isEqualTo(16);
    }

    @Test
    void leavesJoinedFilesReadOnly() throws Exception {
        fixture.append(NOON, 1);
        fixture.append(NOON, 1);

        join().run(fixture.maintained(NEXT_DAY), Progress.NONE);

        Path file = Path.of(FileJoin.files(fixture.load()).get(0).location());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("r--r--r--");
        try (var left = Files.walk(folder.resolve("work"))) {
            assertThat(left.filter(Files::isRegularFile))
                    .as("but locks")
                    .allMatch(path -> path.toString().endsWith(".lock"));
        }
    }

    @Test
    void waitsInTheOpenDayUntilThereAreSeveralFilesOfASize() {
        for (int i = 0; i < 3; i++) {
            fixture.append(NOON, 2);
        }
        assertThat(join().plan(fixture.maintained(SAME_DAY)).files()).isZero();

        fixture.append(NOON, 2);

        assertThat(join().run(fixture.maintained(SAME_DAY), Progress.NONE).files())
                .isEqualTo(4);
        assertThat(fixture.files()).isOne();
    }

    @Test
    void keepsRowsThatAreAppendedWhileItWrites() {
        for (int i = 0; i < 4; i++) {
            fixture.append(NOON, 5);
        }
        MaintainedTable target = fixture.maintained(NEXT_DAY);
        TableCheck.Before before = TableCheck.before(target);

        join().run(target, (step, done, total) -> {
            if (step == Progress.Step.FILE_WRITTEN) {
                fixture.append(NOON, 3);
                fixture.append(NOON, 3);
            }
        });

        assertThat(fixture.rows()).hasSize(26).doesNotHaveDuplicates();
        assertThat(fixture.files()).isEqualTo(3);
        assertThat(fixture.marks().of(TableFixture.PARTITION)).contains(Mark.startingAt(26));
        assertThat(new TableCheck(new Random(1)).after(target, before, 0)).isEqualTo(26);
    }

    @Test
    void comesToRest() {
        for (int i = 0; i < 6; i++) {
            fixture.append(NOON, 2);
        }
        MaintainedTable target = fixture.maintained(NEXT_DAY);
        join().run(target, Progress.NONE);

        assertThat(join().run(target, Progress.NONE).files()).isZero();
    }

    @Test
    void twoThatJoinTheSameFilesDoItOnce() {
        for (int i = 0; i < 4; i++) {
            fixture.append(NOON, 2);
        }
        MaintainedTable first = fixture.maintained(NEXT_DAY);
        MaintainedTable second = fixture.maintained(NEXT_DAY); // the same holder, as a hung thread would be

        assertThatThrownBy(() -> join().run(first, (step, done, total) -> {
                    if (step == Progress.Step.FILE_WRITTEN) {
                        join().run(second, Progress.NONE);
                    }
                }))
                .isInstanceOf(RuntimeException.class);

        assertThat(fixture.rows()).hasSize(8).doesNotHaveDuplicates();
        assertThat(fixture.files()).isOne();
    }

    private static DataFile withStats(Table table) throws IOException {
        try (CloseableIterable<FileScanTask> tasks =
                table.newScan().includeColumnStats().planFiles()) {
            return tasks.iterator().next().file();
        }
    }

    private FileJoin join() {
        return new FileJoin(fixture.rewriter(), TableFixture.POLICY);
    }
}
