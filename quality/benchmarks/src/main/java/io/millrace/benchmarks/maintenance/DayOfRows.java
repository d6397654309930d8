package io.millrace.benchmarks.maintenance;

import io.millrace.store.TableLayout;
import io.millrace.store.position.Advance;
import io.millrace.store.position.Mark;
import io.millrace.store.position.PartitionKey;
import io.millrace.store.position.TableMarks;
import io.millrace.telemetry.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;

/** One day of API requests of many users, in as many files as a sink makes that commits every few minutes. */
final class DayOfRows {
    static final Instant DAY = Instant.parse("2026-11-20T00:00:00Z");
    static final int ORGANIZATIONS = 20;
    private static final int USERS_EACH = 15;
    private static final int SECONDS_A_DAY = 86_400;

    private static final String RESOURCE = "{\"service.name\":\"claude-code\",\"service.version\":\"2.0.14\","
            + "\"os.type\":\"linux\",\"os.version\":\"6.8.0\",\"host.arch\":\"amd64\"}";

    private final Schema schema = TableLayout.schema(Signal.LOGS);
    private final Random random = new Random(7);
    private final int files;
    private final int rowsEach;

    DayOfRows(int files, int rowsEach) {
        this.files = files;
        this.rowsEach = rowsEach;
    }

    void appendTo(Table table) {
        AppendFiles append = table.newAppend();
        for (int file = 0; file < files; file++) {
            append.appendFile(write(table, rows(file)));
        }
        TableMarks.guard(
                append,
                Map.of(new PartitionKey("events", 0), new Advance(null, Mark.startingAt((long) files * rowsEach))),
                UUID.randomUUID());
        append.commit();
    }

    private List<Record> rows(int file) {
        List<Record> rows = new ArrayList<>();
        for (int i = 0; i < rowsEach; i++) {
            double second = ((double) file + random.nextDouble()) * SECONDS_A_DAY / files;
            rows.add(row(DAY.plusMillis((long) (second * 1000)), (long) file * rowsEach + i));
        }
        rows.sort(Comparator.comparing((Record row) -> (String) row.getField("org_id"))
                .thenComparing(row -> (OffsetDateTime) row.getField("time")));
        return rows;
    }

    private Record row(Instant at, long offset) {
        int organization = random.nextInt(ORGANIZATIONS);
        int user = random.nextInt(USERS_EACH);
        String session = new UUID(organization * 1000L + user, random.nextInt(8)).toString();
        Record row = GenericRecord.create(schema);
        row.setField("org_id", "org-" + organization);
        row.setField("integration_id", "integration-" + organization);
        row.setField("src_topic", "kT3GvJ0cQe2x");
        row.setField("src_partition", 0);
        row.setField("src_leader_epoch", 0);
        row.setField("src_offset", offset);
        row.setField("src_index", 0);
        row.setField("received_time", at.atOffset(ZoneOffset.UTC));
        row.setField("time", at.minusMillis(random.nextInt(5000)).atOffset(ZoneOffset.UTC));
        row.setField("time_unix_nano", at.toEpochMilli() * 1_000_000L + random.nextInt(1_000_000));
        row.setField("name", "api_request");
        row.setField("session_id", session);
        row.setField("user_email", "user" + user + "@org" + organization + ".example");
        row.setField("model", random.nextBoolean() ? "claude-opus-4-1" : "claude-sonnet-4-5");
        row.setField("cost_usd", random.nextInt(100_000) / 1e6);
        row.setField("input_tokens", (long) random.nextInt(20_000));
        row.setField("output_tokens", (long) random.nextInt(2_000));
        row.setField("duration_ms", (double) random.nextInt(60_000));
        row.setField("attributes", attributes(session, organization, user));
        row.setField("resource_attributes", RESOURCE);
        return row;
    }

    private String attributes(String session, int organization, int user) {
        return "{\"session.id\":\"" + session + "\",\"user.email\":\"user" + user + "@org" + organization
                + ".example\",\"user.account_uuid\":\"" + new UUID(organization, user)
                + "\",\"organization.id\":\"" + new UUID(organization, 0)
                + "\",\"terminal.type\":\"vscode\",\"event.name\":\"api_request\",\"prompt.id\":\""
                + new UUID(random.nextLong(), random.nextLong()) + "\",\"request_id\":\"req_"
                + Long.toString(random.nextLong() >>> 1, 36) + "\",\"cache_read_tokens\":" + random.nextInt(200_000)
                + ",\"cache_creation_tokens\":" + random.nextInt(20_000) + ",\"event.sequence\":"
                + random.nextInt(5_000)
                + ",\"query_source\":\"repl_main_thread\",\"speed\":\"normal\",\"anthropic.provider\":\"firstParty\"}";
    }

    private static DataFile write(Table table, List<Record> rows) {
        PartitionData partition = new PartitionData(table.spec().partitionType());
        partition.set(0, (int) DAY.atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay());
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
            throw new UncheckedIOException("cannot write " + location, e);
        }
    }
}
