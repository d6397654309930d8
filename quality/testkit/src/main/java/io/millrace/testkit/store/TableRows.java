package io.millrace.testkit.store;

import io.millrace.store.EventTables;
import io.millrace.store.TableLayout;
import io.millrace.telemetry.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.parquet.ParquetUtil;

/** Rows in event tables without a sink; each append is a snapshot. */
public final class TableRows {
    private TableRows() {}

    /** Appends a row of an organization at a time, received at that time too. */
    public static void append(EventTables tables, Signal signal, String organization, Instant time) {
        Table table = tables.createOrLoad(signal);
        OffsetDateTime when = time.atOffset(ZoneOffset.UTC);
        Record row = GenericRecord.create(TableLayout.schema(signal));
        row.setField("org_id", organization);
        row.setField("integration_id", "integration");
        row.setField("src_topic", "topic");
        row.setField("src_partition", 0);
        row.setField("src_leader_epoch", 0);
        row.setField("src_offset", time.getEpochSecond());
        row.setField("src_index", 0);
        row.setField("received_time", when);
        row.setField("time", when);
        row.setField("attributes", "{}");
        row.setField("resource_attributes", "{}");
        PartitionData partition = new PartitionData(table.spec().partitionType());
        partition.set(0, (int) when.toLocalDate().toEpochDay());
        String location = table.locationProvider().newDataLocation(UUID.randomUUID() + ".parquet");
        try {
            DataWriter<Record> writer = Parquet.writeData(table.io().newOutputFile(location))
                    .forTable(table)
                    .withPartition(partition)
                    .createWriterFunc(GenericParquetWriter::create)
                    .build();
            try (writer) {
                writer.write(row);
            }
            table.newAppend().appendFile(writer.toDataFile()).commit();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + location, e);
        }
    }

    /** Takes a Parquet file, written elsewhere with the table's field ids, into a table as it lies there. */
    public static void appendFile(EventTables tables, Signal signal, Path file, LocalDate receivedOn) {
        Table table = tables.createOrLoad(signal);
        InputFile input = table.io().newInputFile(file.toString());
        PartitionData partition = new PartitionData(table.spec().partitionType());
        partition.set(0, (int) receivedOn.toEpochDay());
        DataFile data = DataFiles.builder(table.spec())
                .withInputFile(input)
                .withFormat(FileFormat.PARQUET)
                .withMetrics(ParquetUtil.fileMetrics(input, MetricsConfig.forTable(table)))
                .withPartition(partition)
                .build();
        table.newAppend().appendFile(data).commit();
    }
}
