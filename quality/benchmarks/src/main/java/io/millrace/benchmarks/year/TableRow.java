package io.millrace.benchmarks.year;

import org.apache.iceberg.StructLike;
import org.jspecify.annotations.Nullable;

/** A row of a table, in the order of its columns. */
final class TableRow implements StructLike {
    private final long timeMicros;
    private final @Nullable Object[] values;

    TableRow(long timeMicros, @Nullable Object[] values) {
        this.timeMicros = timeMicros;
        this.values = values;
    }

    long timeMicros() {
        return timeMicros;
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"}) // Iceberg's contract
    public <T> T get(int column, Class<T> type) {
        return (T) values[column];
    }

    @Override
    public <T> void set(int column, T value) {
        throw new UnsupportedOperationException("rows do not change");
    }
}
