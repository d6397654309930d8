package io.millrace.benchmarks.sink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.store.TableLayout;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.event.Column;
import io.millrace.telemetry.event.ColumnType;
import io.millrace.telemetry.event.Columns;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Files;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.FileAppender;
import org.apache.iceberg.parquet.Parquet;

/**
 * The least that anybody pays with these libraries: each event's JSON is parsed once and written with Iceberg's generic Parquet
 * writer and zstd, in one thread. No chain, no sorting, no table, no commit.
 */
final class Floor {
    private final JsonFactory json = new JsonFactory();
    private final Schema schema;
    private final List<Column> columns;
    private final Map<String, Integer> indexes = new HashMap<>();

    Floor(Signal signal) {
        schema = TableLayout.schema(signal);
        columns = Columns.of(signal);
        for (int index = 0; index < columns.size(); index++) {
            indexes.put(columns.get(index).name(), index);
        }
    }

    void write(List<byte[]> events, Path file) throws IOException {
        FileAppender<Record> appender = Parquet.write(Files.localOutput(file.toFile()))
                .schema(schema)
                .set("write.parquet.compression-codec", "zstd")
                .set("write.parquet.compression-level", "3")
                .createWriterFunc(GenericParquetWriter::create)
                .build();
        try (appender) {
            GenericRecord template = GenericRecord.create(schema);
            for (byte[] event : events) {
                appender.add(read(event, template.copy()));
            }
        }
    }

    private Record read(byte[] event, Record row) throws IOException {
        try (JsonParser in = json.createParser(event)) {
            in.nextToken();
            for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                Integer index = indexes.get(name);
                JsonToken token = in.nextToken();
                if (index == null || token == JsonToken.VALUE_NULL) {
                    in.skipChildren();
                } else {
                    row.set(index, value(in, event, columns.get(index).type()));
                }
            }
        }
        return row;
    }

    private static Object value(JsonParser in, byte[] event, ColumnType type) throws IOException {
        return switch (type) {
            case STRING -> in.getText();
            case JSON -> {
                int start = (int) in.currentTokenLocation().getByteOffset();
                in.skipChildren();
                in.finishToken();
                int end = (int) in.currentLocation().getByteOffset();
                yield new String(event, start, end - start, java.nio.charset.StandardCharsets.UTF_8);
            }
            case LONG -> in.getLongValue();
            case INT -> in.getIntValue();
            case DOUBLE -> in.getDoubleValue();
            case BOOLEAN -> in.getBooleanValue();
            case TIMESTAMP ->
                Instant.EPOCH.plus(in.getLongValue(), ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
        };
    }
}
