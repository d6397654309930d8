package io.millrace.console.minql.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.console.minql.report.CsvText;
import io.millrace.console.query.QueryAnswer.ResultColumn;
import io.millrace.console.query.RowTarget;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Writes rows as text, CSV or JSON, with a bound on the file's size. */
final class RowFile implements RowTarget, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int COUNT_EVERY = 1_000;

    private final BufferedWriter out;
    private final ExportFormat format;
    private final List<String> names;
    private final long maxBytes;
    private final LongConsumer counter;
    private long rows;
    private long characters;

    /**
     * A file.
     *
     * @param names names of the columns, in order
     * @param counter takes the number of rows now and then
     */
    RowFile(Path file, ExportFormat format, List<String> names, long maxBytes, LongConsumer counter)
            throws IOException {
        this.out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        this.format = format;
        this.names = distinct(names);
        this.maxBytes = maxBytes;
        this.counter = counter;
    }

    @Override
    public void columns(List<ResultColumn> columns) throws IOException {
        write(format == ExportFormat.CSV ? CsvText.line(names) : "[");
    }

    @Override
    public void row(List<? extends @Nullable Object> values) throws IOException {
        write(format == ExportFormat.CSV ? CsvText.line(values) : (rows == 0 ? "\n" : ",\n") + object(values));
        rows++;
        if (rows % COUNT_EVERY == 0) {
            counter.accept(rows);
        }
    }

    /** Ends the file after the last row. */
    void finish() throws IOException {
        if (format == ExportFormat.JSON) {
            write("\n]\n");
        }
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private String object(List<? extends @Nullable Object> values) throws IOException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            object.put(names.get(i), values.get(i));
        }
        return JSON.writeValueAsString(object);
    }

    private void write(String text) throws IOException {
        characters += text.length();
        if (characters > maxBytes) {
            throw new IOException("An export has at most " + maxBytes + " bytes; ask for less, or for Parquet.");
        }
        out.write(text);
    }

    /** The members of a JSON object need names of their own. */
    private static List<String> distinct(List<String> names) {
        List<String> distinct = new ArrayList<>();
        for (String name : names) {
            String candidate = name;
            for (int i = 2; distinct.contains(candidate); i++) {
                candidate = name + " " + i;
            }
            distinct.add(candidate);
        }
        return List.copyOf(distinct);
    }
}
