package io.millrace.sink.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.sink.commit.EventTable.Outcome;
import io.millrace.sink.event.EventReader;
import io.millrace.sink.event.EventRow;
import io.millrace.sink.event.EventText;
import io.millrace.store.EventTables;
import io.millrace.store.StoreSettings;
import io.millrace.store.position.Advance;
import io.millrace.store.position.Mark;
import io.millrace.store.position.PartitionKey;
import io.millrace.store.position.TableMarks;
import io.millrace.telemetry.Signal;
import io.millrace.testkit.store.TableRows;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.ExpireSnapshots;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other engines commit too, and their maintenance cuts the history. */
class ForeignHistoryIT {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    private Path folder;

    private EventTables tables;

    @BeforeEach
    void openTables() {
        tables = EventTables.open(StoreSettings.local(folder));
    }

    @AfterEach
    void closeTables() {
        tables.close();
    }

    @Test
    void refusesATableWithRowsAndNoMarks() {
        TableRows.append(tables, Signal.LOGS, "acme", NOON);

        assertThatThrownBy(() -> Rows.writer(tables).marks())
                .hasMessageContaining("has snapshots but no marks")
                .hasMessageContaining("Nothing is written to it");
    }

    @Test
    void findsTheMarksBehindAnotherEnginesCommit() throws Exception {
        Rows.commit(Rows.writer(tables), 0, 3);
        TableRows.append(tables, Signal.LOGS, "acme", NOON);

        IcebergEventTable writer = Rows.writer(tables);

        assertThat(writer.marks().of(Rows.PARTITION)).contains(Rows.mark(3));
        assertThat(Rows.commit(writer, 3, 5)).isEqualTo(Outcome.COMMITTED);
    }

    @Test
    void recoversMarksFromTheCopyAndTheRowsWhenTheHistoryIsCut() throws Exception {
        Rows.commit(Rows.writer(tables), 0, 3);
        TableMarks.copyToProperties(tables.load(Signal.LOGS).orElseThrow());
        Rows.commit(Rows.writer(tables), 3, 5);
        TableRows.append(tables, Signal.LOGS, "acme", NOON);
        cutHistory();

        IcebergEventTable writer = Rows.writer(tables);

        assertThat(writer.marks().of(Rows.PARTITION).orElseThrow().last())
                .as("the rows reach further than the copy")
                .isEqualTo(Rows.mark(5).last());
        assertThat(writer.marks().of(Rows.PARTITION).orElseThrow().nextOffset())
                .as("reading begins where the copy says; the chain drops what is there")
                .isEqualTo(3);
    }

    @Test
    void recoversAPartitionThatTheCopyDoesNotKnowYet() throws Exception {
        Rows.commit(Rows.writer(tables), 0, 3);
        TableMarks.copyToProperties(tables.load(Signal.LOGS).orElseThrow());
        PartitionKey second = new PartitionKey(Rows.PARTITION.topicId(), 1);
        EventRow row = new EventReader(Signal.LOGS)
                .read(EventText.event("raw", 1, 7, 0).text().getBytes(StandardCharsets.UTF_8));
        Mark reached = Mark.startingAt(0).stored(4, row.position());
        Rows.writer(tables)
                .prepare(List.of(row), Map.of(second, new Advance(null, reached)))
                .attempt();
        TableRows.append(tables, Signal.LOGS, "acme", NOON);
        cutHistory();

        Mark recovered = Rows.writer(tables).marks().of(second).orElseThrow();

        assertThat(recovered.last())
                .as("what is in the table is not stored again")
                .isEqualTo(row.position());
        assertThat(recovered.nextOffset())
                .as("the whole partition is read again")
                .isZero();
    }

    @Test
    void refusesWhereTheHistoryIsCutAndThereIsNoCopy() throws Exception {
        Rows.commit(Rows.writer(tables), 0, 3);
        TableRows.append(tables, Signal.LOGS, "acme", NOON);
        cutHistory();

        assertThatThrownBy(() -> Rows.writer(tables).marks()).hasMessageContaining("no marks");
    }

    /** As another engine's maintenance would: it knows nothing of marks. */
    private void cutHistory() {
        Table table = tables.load(Signal.LOGS).orElseThrow();
        table.expireSnapshots()
                .expireOlderThan(Long.MAX_VALUE)
                .retainLast(1)
                .cleanupLevel(ExpireSnapshots.CleanupLevel.NONE)
                .commit();
    }
}
