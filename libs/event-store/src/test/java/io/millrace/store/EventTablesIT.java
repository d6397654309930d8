package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.telemetry.Signal;
import io.millrace.telemetry.event.Column;
import io.millrace.telemetry.event.Columns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.iceberg.FileMetadata;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventTablesIT {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    private Path folder;

    private EventTables tables = EventTables.open(StoreSettings.local(Path.of("unused")));

    @BeforeEach
    void openTables() {
        tables = EventTables.open(StoreSettings.local(folder));
    }

    @AfterEach
    void closeTables() {
        tables.close();
    }

    @ParameterizedTest
    @EnumSource
    void givesEveryColumnItsOwnFieldId(Signal signal) {
        Schema schema = tables.createOrLoad(signal).schema();

        assertThat(schema.columns())
                .extracting(Types.NestedField::fieldId)
                .containsExactlyElementsOf(
                        Columns.of(signal).stream().map(Column::id).toList());
        assertThat(schema.columns())
                .extracting(Types.NestedField::name)
                .containsExactlyElementsOf(
                        Columns.of(signal).stream().map(Column::name).toList());
    }

    @Test
    void partitionsByTheDayOfReceivingAndSortsByTenantAndTime() {
        Table table = tables.createOrLoad(Signal.LOGS);

        assertThat(table.spec().fields()).hasSize(1);
        assertThat(table.spec().toString()).contains("received_time_day: day(8)");
        assertThat(table.sortOrder().fields()).hasSize(3);
        assertThat(((HasTableOperations) table).operations().current().formatVersion())
                .isEqualTo(2);
    }

    @Test
    void hasNoRowsAndNoFilesBeforeTheSinkHasMadeTheTable() {
        TableSnapshot snapshot = tables.snapshot(Signal.TRACES);

        assertThat(snapshot.id()).isEmpty();
        assertThat(snapshot.files(ScanFilter.all())).isEmpty();
        assertThat(snapshot.fieldNames()).isEmpty();
    }

    @Test
    void listsTheFilesThatMayHoldAnOrganizationsRows() {
        Table table = tables.createOrLoad(Signal.LOGS);
        TestRows.append(table, Signal.LOGS, "acme", NOON);
        TestRows.append(table, Signal.LOGS, "other", NOON);

        TableSnapshot snapshot = tables.snapshot(Signal.LOGS);

        assertThat(snapshot.files(ScanFilter.all())).hasSize(2);
        assertThat(snapshot.files(ScanFilter.of("acme"))).singleElement().satisfies(file -> {
            assertThat(file.rows()).isEqualTo(1);
            assertThat(Path.of(file.location())).hasSize(file.sizeBytes());
        });
        assertThat(snapshot.fieldNames()).containsEntry(1, "org_id").containsEntry(200, "session_id");
    }

    @Test
    void leavesOutFilesOutsideTheTimeAsked() {
        Table table = tables.createOrLoad(Signal.LOGS);
        TestRows.append(table, Signal.LOGS, "acme", NOON);
        TestRows.append(table, Signal.LOGS, "acme", NOON.plusSeconds(3600));

        List<SnapshotFile> files = tables.snapshot(Signal.LOGS)
                .files(ScanFilter.of("acme").between(NOON.plusSeconds(1), NOON.plusSeconds(3601)));

        assertThat(files).hasSize(1);
    }

    @Test
    void keepsAPinnedSnapshotAsItWas() {
        Table table = tables.createOrLoad(Signal.LOGS);
        TestRows.append(table, Signal.LOGS, "acme", NOON);
        TableSnapshot pinned = tables.snapshot(Signal.LOGS);

        TestRows.append(table, Signal.LOGS, "acme", NOON);

        assertThat(pinned.files(ScanFilter.all())).hasSize(1);
        assertThat(tables.snapshot(Signal.LOGS).files(ScanFilter.all())).hasSize(2);
        assertThat(tables.snapshot(Signal.LOGS).id()).isNotEqualTo(pinned.id());
    }

    @Test
    void refusesToReadASnapshotWithDeleteFiles() {
        Table table = tables.createOrLoad(Signal.LOGS);
        var file = TestRows.write(table, Signal.LOGS, "acme", NOON);
        table.newAppend().appendFile(file).commit();
        table.newRowDelta()
                .addDeletes(FileMetadata.deleteFileBuilder(table.spec())
                        .ofPositionDeletes()
                        .withPath(file.location() + ".deletes.parquet")
                        .withFileSizeInBytes(10)
                        .withRecordCount(1)
                        .withPartition(file.partition())
                        .build())
                .commit();

        TableSnapshot snapshot = tables.snapshot(Signal.LOGS);

        assertThatThrownBy(() -> snapshot.files(ScanFilter.all()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("delete files");
    }

    @Test
    void addsTheColumnsThatAnOlderReleaseLacked() {
        Table table = tables.createOrLoad(Signal.LOGS);
        TestRows.append(table, Signal.LOGS, "acme", NOON);
        dropColumn(table, "team_id");

        Schema evolved = tables.createOrLoad(Signal.LOGS).schema();

        assertThat(evolved.findField("team_id").fieldId()).isEqualTo(250);
        assertThat(tables.snapshot(Signal.LOGS).files(ScanFilter.all())).hasSize(1);
    }

    @Test
    void twoProcessesThatStartAtOnceMakeOneTable() throws Exception {
        try (EventTables second = EventTables.open(StoreSettings.local(folder))) {
            CompletableFuture<Table> other = CompletableFuture.supplyAsync(() -> second.createOrLoad(Signal.METRICS));
            Table mine = tables.createOrLoad(Signal.METRICS);

            assertThat(other.get(1, TimeUnit.MINUTES).uuid()).isEqualTo(mine.uuid());
        }
    }

    @Test
    void leavesDataFilesReadOnly() throws Exception {
        Table table = tables.createOrLoad(Signal.LOGS);
        TestRows.append(table, Signal.LOGS, "acme", NOON);

        SnapshotFile file = tables.snapshot(Signal.LOGS).files(ScanFilter.all()).get(0);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(file.location()))))
                .isEqualTo("r--r--r--");
    }

    private static void dropColumn(Table table, String name) {
        TableOperations operations = ((HasTableOperations) table).operations();
        TableMetadata current = operations.refresh();
        List<Types.NestedField> fields = current.schema().columns().stream()
                .filter(field -> !field.name().equals(name))
                .toList();
        operations.commit(
                current,
                TableMetadata.buildFrom(current)
                        .setCurrentSchema(new Schema(fields), current.lastColumnId())
                        .build());
    }
}
