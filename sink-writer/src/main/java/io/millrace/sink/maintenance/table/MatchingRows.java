package io.millrace.sink.maintenance.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
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

    /** Rows that belong to any of the selections. */
    static long count(Table table, DataFile file, Collection<RowSelection> selections) {
        Schema columns = table.schema().select(RowSelection.columns(selections));
        Expression expression = RowSelection.expression(selections);
        Evaluator evaluator = new Evaluator(columns.asStruct(), expression);
        InternalRecordWrapper wrapper = new InternalRecordWrapper(columns.asStruct());
        long count = 0;
        try (CloseableIterable<Record> rows = read(table, file, columns, expression)) {
            for (Record row : rows) {
                if (evaluator.eval(wrapper.wrap(row))) {
                    count++;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file.location(), e);
        }
        return count;
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
}
