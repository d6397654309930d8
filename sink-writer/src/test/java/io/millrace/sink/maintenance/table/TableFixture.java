package io.millrace.sink.maintenance.table;

import io.millrace.store.EventTables;
import io.millrace.store.StoreSettings;
import io.millrace.store.TableLayout;
import io.millrace.store.position.Advance;
import io.millrace.store.position.Mark;
import io.millrace.store.position.Marks;
import io.millrace.store.position.PartitionKey;
import io.millrace.store.position.TableMarks;
import io.millrace.telemetry.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;

/** A table of logs in a local folder, with rows and marks as the sink commits them. */
public final class TableFixture implements AutoCloseable {
    static final PartitionKey PARTITION = new PartitionKey("topic", 0);
    static final JoinPolicy POLICY = new JoinPolicy(64 << 20, 16 << 20, 4, Duration.ofHours(1));

    final EventTables tables;
    final Path folder;
    private long nextOffset;

    /** An empty table in a folder. */
    public TableFixture(Path folder) {
        this(folder, EventTables.open(StoreSettings.local(folder)));
    }

    /** An empty table anywhere, and a folder for rewriting. */
    TableFixture(Path folder, EventTables tables) {
        this.folder = folder;
        this.tables = tables;
        tables.createOrLoad(Signal.LOGS);
    }

    /** The catalog with the table. */
    public EventTables tables() {
        return tables;
    }

    /** A rewriter that works in the folder. */
    public FileRewriter rewriter() {
        return new FileRewriter(new RewriteLimits(folder.resolve("work"), 256L << 20, 1, 1L << 30));
    }

    /** The table as one maintainer sees it, with its lease taken. */
    MaintainedTable maintained(Clock clock) {
        MaintainedTable target = unleased("me", clock);
        if (!target.takeLease()) {
            throw new IllegalStateException("the lease is taken");
        }
        return target;
    }

    /** The table as a process sees it that does not hold the lease. */
    public MaintainedTable unleased(String holder, Clock clock) {
        Lease lease = new Lease(holder, Duration.ofMinutes(10), clock);
        return MaintainedTable.open(tables, Signal.LOGS, lease, clock).orElseThrow();
    }

    /** Appends one file of rows received at a time, as the sink does. */
    public void append(Instant received, int rows) {
        append(received, rows, row -> {});
    }

    void append(Instant received, int rows, Consumer<Record> change) {
        append(TableLayout.schema(Signal.LOGS), received, rows, change);
    }

    /** Appends rows of a writer that knows this schema. */
    void append(Schema schema, Instant received, int rows, Consumer<Record> change) {
        Table table = load();
        List<Record> records = new ArrayList<>();
        long from = nextOffset;
        for (int i = 0; i < rows; i++) {
            Record row = row(schema, received, nextOffset++);
            change.accept(row);
            records.add(row);
        }
        AppendFiles append = table.newAppend().appendFile(write(table, records, received));
        Mark before = from == 0 ? null : Mark.startingAt(from);
        Map<PartitionKey, Advance> advance = new HashMap<>();
        advance.put(PARTITION, new Advance(before, Mark.startingAt(nextOffset)));
        TableMarks.guard(append, advance, UUID.randomUUID());
        append.commit();
    }

    Table load() {
        return tables.load(Signal.LOGS).orElseThrow();
    }

    Marks marks() {
        return TableMarks.inSnapshots(load()).orElseThrow();
    }

    long nextOffset() {
        return nextOffset;
    }

    int files() {
        return FileJoin.files(load()).size();
    }

    /** Every row as text without its order, so that two states of a table can be compared whole. */
    public List<String> rows() {
        List<String> rows = new ArrayList<>();
        try (CloseableIterable<Record> all = IcebergGenerics.read(load()).build()) {
            all.forEach(row -> rows.add(row.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        rows.sort(String::compareTo);
        return rows;
    }

    private static Record row(Schema schema, Instant received, long offset) {
        Record row = GenericRecord.create(schema);
        row.setField("org_id", "org" + offset % 2);
        row.setField("integration_id", "int" + offset % 4);
        row.setField("src_topic", "topic");
        row.setField("src_partition", 0);
        row.setField("src_leader_epoch", 0);
        row.setField("src_offset", offset);
        row.setField("src_index", 0);
        row.setField("received_time", received.atOffset(ZoneOffset.UTC));
        row.setField("time", received.minusSeconds(offset % 7).atOffset(ZoneOffset.UTC));
        row.setField("attributes", "{\"n\":" + offset + "}");
        row.setField("resource_attributes", "{}");
        row.setField("user_email", "user" + offset % 3 + "@example.org");
        return row;
    }

    private static DataFile write(Table table, List<Record> rows, Instant received) {
        PartitionData partition = new PartitionData(table.spec().partitionType());
        partition.set(0, (int) received.atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay());
        String location =
                table.locationProvider().newDataLocation(table.spec(), partition, UUID.randomUUID() + ".parquet");
        try {
            DataWriter<Record> writer = Parquet.writeData(table.io().newOutputFile(location))
                    .forTable(table)
                    .withPartition(partition)
                    .createWriterFunc(GenericParquetWriter::create)
                    .build();
            try (writer) {
                rows.forEach(writer::write);
            }
            return writer.toDataFile();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        tables.close();
    }
}
