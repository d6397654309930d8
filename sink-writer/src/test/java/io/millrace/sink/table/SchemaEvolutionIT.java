package io.millrace.sink.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sink.commit.EventTable.Outcome;
import io.millrace.store.EventTables;
import io.millrace.store.ScanFilter;
import io.millrace.store.StoreSettings;
import io.millrace.telemetry.Signal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A newer release has been here: the table has a column that this one does not know. */
class SchemaEvolutionIT {
    @TempDir
    private Path folder;

    private EventTables tables;

    @BeforeEach
    void makeATableAndAddANewerReleasesColumn() throws Exception {
        tables = EventTables.open(StoreSettings.local(folder));
        Rows.commit(Rows.writer(tables), 0, 2);
        Table table = tables.load(Signal.LOGS).orElseThrow();
        table.updateSchema()
                .addColumn("of_a_newer_release", Types.StringType.get())
                .commit();
    }

    @AfterEach
    void closeTables() {
        tables.close();
    }

    @Test
    void anOlderWriterGoesOnAndLeavesTheNewColumnEmpty() throws Exception {
        IcebergEventTable older = Rows.writer(tables);

        assertThat(Rows.commit(older, 2, 4)).isEqualTo(Outcome.COMMITTED);

        assertThat(Rows.offsets(tables)).containsExactlyInAnyOrder(0L, 1L, 2L, 3L);
        assertThat(tables.createOrLoad(Signal.LOGS).schema().findField("of_a_newer_release"))
                .as("nothing is dropped")
                .isNotNull();
    }

    @Test
    void anOlderReaderReadsOldAndNewFilesByFieldId() throws Exception {
        Rows.commit(Rows.writer(tables), 2, 4);
        List<String> files = tables.snapshot(Signal.LOGS).files(ScanFilter.all()).stream()
                .map(file -> "'" + file.location() + "'")
                .toList();
        String read = files.stream()
                .collect(Collectors.joining(
                        ", ",
                        "read_parquet([",
                        "], schema = map {1: {name: 'org_id', type: 'VARCHAR', default_value: NULL},"
                                + " 999999: {name: 'later', type: 'VARCHAR', default_value: NULL}})"));

        try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select count(*), count(later) from " + read + " where org_id = 'acme'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getLong(1)).isEqualTo(4);
            assertThat(rows.getLong(2)).as("a column that no file has yet").isZero();
        }
    }
}
