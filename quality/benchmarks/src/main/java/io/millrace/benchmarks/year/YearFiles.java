package io.millrace.benchmarks.year;

import io.millrace.store.TableLayout;
import io.millrace.telemetry.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.parquet.InternalWriter;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;

/** Writes one file for each day, as they are after maintenance has joined a day's small files. */
final class YearFiles {
    private final Table table;
    private final Schema schema;

    YearFiles(Table table, Signal signal) {
        this.table = table;
        this.schema = TableLayout.schema(signal);
    }

    /** The file of one day; the rows are sorted first. */
    DataFile write(List<TableRow> rows, int day) {
        rows.sort(Comparator.comparingLong(TableRow::timeMicros));
        PartitionData partition = new PartitionData(table.spec().partitionType());
        partition.set(0, day);
        String location = table.locationProvider().newDataLocation(table.spec(), partition, "year-" + day + ".parquet");
        try {
            DataWriter<TableRow> writer = Parquet.writeData(table.io().newOutputFile(location))
                    .forTable(table)
                    .schema(schema)
                    .withPartition(partition)
                    .withSortOrder(table.sortOrder())
                    .createWriterFunc((written, parquet) -> InternalWriter.create(written.asStruct(), parquet))
                    .build();
            try (writer) {
                rows.forEach(writer::write);
            }
            return writer.toDataFile();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + location, e);
        }
    }
}
