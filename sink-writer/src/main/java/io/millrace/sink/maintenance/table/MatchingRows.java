package io.millrace.sink.maintenance.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.expressions.Evaluator;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.parquet.Parquet;

/** Counts rows of one file, reading the columns of the question only: a file in an object store is not fetched whole. */
final class MatchingRows {
    private static final List<String> IDENTITY =
            List.of("org_id", "integration_id", "src_topic", "src_partition", "src_offset", "src_index", "time");

    private MatchingRows() {}

    /** Counts the rows that belong to the selections. */
    static Found count(Table table, DataFile file, Collection<RowSelection> selections) {
        Schema columns = table.schema().select(RowSelection.columns(selections));
        Map<String, Evaluator> evaluators = new LinkedHashMap<>();
        selections.forEach(one -> evaluators.put(one.id(), new Evaluator(columns.asStruct(), one.expression())));
        InternalRecordWrapper wrapper = new InternalRecordWrapper(columns.asStruct());
        long count = 0;
        Map<String, Long> bySelection = new HashMap<>();
        try (CloseableIterable<Record> rows = read(table, file, columns, RowSelection.expression(selections))) {
            for (Record row : rows) {
                boolean matches = false;
                for (Map.Entry<String, Evaluator> one : evaluators.entrySet()) {
                    if (one.getValue().eval(wrapper.wrap(row))) {
                        matches = true;
                        bySelection.merge(one.getKey(), 1L, Long::sum);
                    }
                }
                count += matches ? 1 : 0;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file.location(), e);
        }
        return new Found(count, bySelection);
    }

    /** All rows of a file, read by the columns that tell what and whose they are. */
    static long countAll(Table table, DataFile file) {
        Schema columns = table.schema().select(IDENTITY);
        long count = 0;
        try (CloseableIterable<Record> rows = read(table, file, columns, Expressions.alwaysTrue())) {
            for (Record row : rows) {
                count += row.size() > 0 ? 1 : 0;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file.location(), e);
        }
        return count;
    }

    private static CloseableIterable<Record> read(Table table, DataFile file, Schema columns, Expression expression) {
        return Parquet.read(table.io().newInputFile(file.location()))
                .project(columns)
                .filter(expression)
                .createReaderFunc(written -> GenericParquetReaders.buildReader(columns, written))
                .build();
    }

    /**
     * Rows of a file.
     *
     * @param rows rows of any of the selections
     * @param bySelection rows of each selection that has any, by its id; a row may belong to several
     */
    record Found(long rows, Map<String, Long> bySelection) {
        /** Copies the map. */
        Found {
            bySelection = Map.copyOf(bySelection);
        }
    }
}
