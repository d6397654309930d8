package io.millrace.sink.table;

import io.millrace.sink.event.EventRow;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types;

/**
 * Rows without the columns that none of them fills. Events of one batch leave half of a signal's columns empty; a file without
 * them is smaller and cheaper to write, and readers take a column that a file lacks for null.
 */
final class FilledRows {
    private final List<EventRow> rows;
    private final int[] columns;
    private final Schema schema;

    private FilledRows(List<EventRow> rows, int[] columns, Schema schema) {
        this.rows = rows;
        this.columns = columns;
        this.schema = schema;
    }

    /** Looks through the rows once. Required columns always stay. */
    static FilledRows of(Schema all, List<EventRow> rows) {
        List<Types.NestedField> fields = all.columns();
        boolean[] filled = new boolean[fields.size()];
        for (EventRow row : rows) {
            for (int column = 0; column < filled.length; column++) {
                filled[column] |= row.get(column, Object.class) != null;
            }
        }
        int[] columns = IntStream.range(0, filled.length)
                .filter(column -> filled[column] || fields.get(column).isRequired())
                .toArray();
        Set<Integer> ids = new HashSet<>();
        for (int column : columns) {
            ids.add(fields.get(column).fieldId());
        }
        return new FilledRows(rows, columns, TypeUtil.select(all, ids));
    }

    /** The columns that are left, in the table's order. */
    Schema schema() {
        return schema;
    }

    /** Shows each row in that form; the shown object is the same every time. */
    void forEach(Consumer<StructLike> writer) {
        View view = new View();
        for (EventRow row : rows) {
            view.row = row;
            writer.accept(view);
        }
    }

    /** One row, by the columns that are left. */
    private final class View implements StructLike {
        private StructLike row = rows.get(0);

        @Override
        public int size() {
            return columns.length;
        }

        @Override
        public <T> T get(int column, Class<T> type) {
            return row.get(columns[column], type);
        }

        @Override
        public <T> void set(int column, T value) {
            throw new UnsupportedOperationException("rows do not change");
        }
    }
}
