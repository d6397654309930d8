package io.millrace.sink.table;

import io.millrace.sink.event.EventRow;
import io.millrace.store.TableLayout;
import io.millrace.telemetry.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.parquet.InternalWriter;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;

/** Writes rows to Parquet files, one for each day of receiving, sorted as the table says. */
final class RowFiles {
    private final Schema schema;
    private final Map<String, String> properties;

    RowFiles(Signal signal) {
        this.schema = TableLayout.schema(signal);
        this.properties = TableLayout.writerProperties(signal);
    }

    /**
     * The files, readable but part of no snapshot.
     *
     * @param name start of the files' names, never used before
     * @throws RuntimeException if the store does not take them; those already written are removed
     */
    List<DataFile> write(Table table, List<EventRow> rows, String name) {
        Map<Integer, List<EventRow>> days = new TreeMap<>();
        for (EventRow row : rows) {
            days.computeIfAbsent(row.receivedDay(), day -> new ArrayList<>()).add(row);
        }
        List<DataFile> files = new ArrayList<>();
        try {
            days.forEach((day, ofDay) -> files.add(writeDay(table, day, ofDay, name)));
        } catch (RuntimeException e) {
            files.forEach(file -> table.io().deleteFile(file.location()));
            throw e;
        }
        return files;
    }

    private DataFile writeDay(Table table, int day, List<EventRow> rows, String name) {
        rows.sort(EventRow.TABLE_ORDER);
        FilledRows filled = FilledRows.of(schema, rows);
        PartitionData partition = new PartitionData(table.spec().partitionType());
        partition.set(0, day);
        String location =
                table.locationProvider().newDataLocation(table.spec(), partition, name + "-" + day + ".parquet");
        try {
            DataWriter<StructLike> writer = Parquet.writeData(table.io().newOutputFile(location))
                    .forTable(table)
                    .setAll(properties)
                    .schema(filled.schema())
                    .withPartition(partition)
                    .withSortOrder(table.sortOrder())
                    .createWriterFunc((written, parquet) -> InternalWriter.create(written.asStruct(), parquet))
                    .build();
            try (writer) {
                filled.forEach(writer::write);
            }
            return writer.toDataFile();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + location, e);
        }
    }
}
