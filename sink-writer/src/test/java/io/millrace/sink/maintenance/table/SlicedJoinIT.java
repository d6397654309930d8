package io.millrace.sink.maintenance.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Joins of so many rows that several threads each write a part of the file. */
class SlicedJoinIT {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Clock NEXT_DAY = Clock.fixed(Instant.parse("2026-11-21T03:00:00Z"), ZoneOffset.UTC);
    private static final int FILES = 4;
    private static final int ROWS_EACH = 40_000;
    private static final int THREADS = 3;
    /** Enough for an engine of each thread. */
    private static final long MEMORY_BYTES = 768L * 1024 * 1024;

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
    void holdTheSameRowsInTheOrderOfTheTableWhereSlicesEndBetweenIntegrations() throws IOException {
        joinsInOrder(row -> {});
    }

    @Test
    void holdTheSameRowsInTheOrderOfTheTableWhereAllAreOfOneIntegration() throws IOException {
        joinsInOrder(row -> {
            row.setField("org_id", "it's one");
            row.setField("integration_id", "only");
            long offset = (long) row.getField("src_offset");
            row.setField(
                    "time",
                    Instant.EPOCH
                            .plusSeconds((offset * 7_919) % 100_000 - 50_000)
                            .atOffset(ZoneOffset.UTC));
        });
    }

    private void joinsInOrder(Consumer<Record> change) throws IOException {
        for (int i = 0; i < FILES; i++) {
            fixture.append(NOON, ROWS_EACH, change);
        }
        List<String> before = fixture.rows();
        RewriteLimits limits = new RewriteLimits(folder.resolve("work"), MEMORY_BYTES, THREADS, 1L << 30);

        new FileJoin(new FileRewriter(limits), TableFixture.POLICY).run(fixture.maintained(NEXT_DAY), Progress.NONE);

        assertThat(fixture.files()).isOne();
        assertThat(fixture.rows()).isEqualTo(before);
        assertThat(inOrder())
                .isSortedAccordingTo(Comparator.comparing((Record row) -> (String) row.getField("org_id"))
                        .thenComparing(row -> (String) row.getField("integration_id"))
                        .thenComparing(row -> (OffsetDateTime) row.getField("time")));
        List<Long> groups = rowGroups();
        assertThat(groups)
                .hasSizeGreaterThanOrEqualTo(THREADS)
                .allSatisfy(rows -> assertThat(rows).isLessThanOrEqualTo(2 * Slices.ROW_GROUP_ROWS));
        assertThat(groups.subList(0, groups.size() - 1))
                .as("groups before the last: one engine would fill them all, each slice ends with one of its own")
                .anyMatch(rows -> rows < Slices.ROW_GROUP_ROWS);
    }

    private List<Record> inOrder() throws IOException {
        List<Record> rows = new ArrayList<>();
        try (CloseableIterable<Record> joined = IcebergGenerics.read(fixture.load())
                .select("org_id", "integration_id", "time")
                .build()) {
            joined.forEach(rows::add);
        }
        return rows;
    }

    private List<Long> rowGroups() throws IOException {
        String location = FileJoin.files(fixture.load()).get(0).location();
        try (ParquetFileReader reader =
                ParquetFileReader.open(new PartFile(Path.of(location.replaceFirst("^file:(//)?", ""))))) {
            return IntStream.range(0, reader.getRowGroups().size())
                    .mapToObj(i -> reader.getRowGroups().get(i).getRowCount())
                    .toList();
        }
    }
}
