package io.millrace.sink.maintenance.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.store.TableLayout;
import io.millrace.telemetry.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A column of a newer release, with values, in the hands of this one. */
class NewerColumnIT {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final String COLUMN = "of_a_newer_release";
    private static final Clock SOON = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));

    @TempDir
    private Path folder;

    @Test
    void keepsItsValuesWhenFilesAreJoinedAndIsNoHindranceToAnOlderReader() throws IOException {
        try (TableFixture fixture = new TableFixture(folder)) {
            fixture.append(NOON, 2);
            fixture.load()
                    .updateSchema()
                    .addColumn(COLUMN, Types.StringType.get())
                    .commit();
            for (int file = 0; file < 4; file++) {
                fixture.append(
                        fixture.load().schema(),
                        NOON,
                        2,
                        row -> row.setField(COLUMN, "value of " + row.getField("src_offset")));
            }
            List<String> before = fixture.rows();
            List<String> older = rows(fixture.load(), TableLayout.schema(Signal.LOGS));

            new FileJoin(fixture.rewriter(), TableFixture.POLICY).run(fixture.maintained(SOON), Progress.NONE);

            assertThat(fixture.files()).isOne();
            assertThat(fixture.rows()).isEqualTo(before);
            assertThat(fixture.rows())
                    .filteredOn(row -> row.contains("value of "))
                    .hasSize(8);
            assertThat(rows(fixture.load(), TableLayout.schema(Signal.LOGS)))
                    .isEqualTo(older)
                    .hasSize(10)
                    .noneMatch(row -> row.contains("value of "));
        }
    }

    private static List<String> rows(Table table, Schema schema) throws IOException {
        List<String> rows = new ArrayList<>();
        try (CloseableIterable<Record> all =
                IcebergGenerics.read(table).project(schema).build()) {
            all.forEach(row -> rows.add(row.toString()));
        }
        rows.sort(String::compareTo);
        return rows;
    }
}
