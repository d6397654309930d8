package io.millrace.sink.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.sink.commit.EventTable.Outcome;
import io.millrace.sink.event.EventReader;
import io.millrace.sink.event.EventRow;
import io.millrace.sink.event.EventText;
import io.millrace.sink.maintenance.table.FileJoin;
import io.millrace.sink.maintenance.table.FileRewriter;
import io.millrace.sink.maintenance.table.JoinPolicy;
import io.millrace.sink.maintenance.table.Lease;
import io.millrace.sink.maintenance.table.MaintainedTable;
import io.millrace.sink.maintenance.table.Progress;
import io.millrace.sink.maintenance.table.RewriteLimits;
import io.millrace.store.EventTables;
import io.millrace.store.StoreSettings;
import io.millrace.store.TableLayout;
import io.millrace.store.position.Advance;
import io.millrace.store.position.Mark;
import io.millrace.telemetry.Signal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.SnapshotChanges;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.Type;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowFilesIT {
    @TempDir
    private Path folder;

    private EventTables tables;
    private Table table;

    @BeforeEach
    void openTable() {
        tables = EventTables.open(StoreSettings.local(folder));
        table = tables.createOrLoad(Signal.LOGS);
    }

    @AfterEach
    void closeTables() {
        tables.close();
    }

    @Test
    void leavesOutColumnsThatNoRowFillsAndReadersTakeThemForNull() throws Exception {
        List<EventRow> first = rows(EventText.event("raw", 0, 0, 0).with("body", "\"hello\""));
        List<EventRow> second = rows(
                EventText.event("raw", 0, 1, 0).with("session_id", "\"s\""),
                EventText.event("raw", 0, 2, 0).with("model", "\"m\""));

        List<String> ofFirst = columns(commit(first, 0, 1));
        List<String> ofSecond = columns(commit(second, 1, 3));

        assertThat(ofFirst).contains("body", "name", "attributes").doesNotContain("session_id", "model", "severity");
        assertThat(ofSecond).contains("session_id", "model").doesNotContain("body");
        assertThat(ofFirst).containsAll(required());
        try (CloseableIterable<Record> read = IcebergGenerics.read(table).build()) {
            assertThat(read)
                    .extracting(
                            row -> row.getField("src_offset"),
                            row -> row.getField("body"),
                            row -> row.getField("session_id"),
                            row -> row.getField("model"),
                            row -> row.getField("severity"))
                    .containsExactlyInAnyOrder(
                            tuple(0L, "hello", null, null, null),
                            tuple(1L, null, "s", null, null),
                            tuple(2L, null, null, "m", null));
        }
    }

    @Test
    void filesOfDifferentColumnsAreJoinedWithoutLosingAValue() throws Exception {
        commit(rows(EventText.event("raw", 0, 0, 0).with("body", "\"hello\"")), 0, 1);
        commit(rows(EventText.event("raw", 0, 1, 0).with("session_id", "\"s\"")), 1, 2);
        List<String> before = bodiesAndSessions();

        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(3));
        MaintainedTable target = MaintainedTable.open(
                        tables, Signal.LOGS, new Lease("test", Duration.ofMinutes(10), later), later)
                .orElseThrow();
        target.takeLease();
        long joined = new FileJoin(
                        new FileRewriter(new RewriteLimits(folder.resolve("work"), 256L << 20, 1, 1L << 30)),
                        new JoinPolicy(64 << 20, 16 << 20, 2, Duration.ofHours(1)))
                .run(target, Progress.NONE)
                .rows();

        assertThat(joined).isEqualTo(2);
        table.refresh();
        assertThat(table.currentSnapshot().summary()).containsEntry("total-data-files", "1");
        assertThat(bodiesAndSessions()).isEqualTo(before).containsExactly("hello null", "null s");
    }

    private List<String> bodiesAndSessions() throws Exception {
        List<String> found = new ArrayList<>();
        try (CloseableIterable<Record> read = IcebergGenerics.read(table).build()) {
            read.forEach(row -> found.add(row.getField("body") + " " + row.getField("session_id")));
        }
        found.sort(String::compareTo);
        return found;
    }

    private DataFile commit(List<EventRow> rows, long from, long to) {
        Advance advance = new Advance(from == 0 ? null : Mark.startingAt(from), Mark.startingAt(to));
        assertThat(Rows.writer(tables)
                        .prepare(rows, Map.of(Rows.PARTITION, advance))
                        .attempt())
                .isEqualTo(Outcome.COMMITTED);
        table.refresh();
        return SnapshotChanges.builderFor(table)
                .snapshot(table.currentSnapshot())
                .build()
                .addedDataFiles()
                .iterator()
                .next();
    }

    private static List<String> required() {
        return TableLayout.schema(Signal.LOGS).columns().stream()
                .filter(Types.NestedField::isRequired)
                .map(Types.NestedField::name)
                .toList();
    }

    private static List<String> columns(DataFile file) throws Exception {
        Path path = Path.of(file.location().replaceFirst("^file:", ""));
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(path))) {
            return reader.getFooter().getFileMetaData().getSchema().getFields().stream()
                    .map(Type::getName)
                    .toList();
        }
    }

    private static List<EventRow> rows(EventText... events) throws Exception {
        EventReader reader = new EventReader(Signal.LOGS);
        List<EventRow> rows = new ArrayList<>();
        for (EventText event : events) {
            rows.add(reader.read(event.text().getBytes(UTF_8)));
        }
        return rows;
    }
}
