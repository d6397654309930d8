package io.millrace.console.minql.compile;

import java.util.ArrayList;
import java.util.List;

/**
 * A function over values of one row, as a template.
 *
 * @param name canonical name
 * @param result type of its value
 * @param arguments types of its arguments; those beyond {@code required} may be left out
 * @param required how many arguments it needs
 * @param duckdb SQL for DuckDB by number of arguments from {@code required} on
 * @param trino SQL for Trino
 */
record RowFunction(
        String name,
        ValueType result,
        List<ValueType> arguments,
        int required,
        List<String> duckdb,
        List<String> trino) {
    /** Copies the lists. */
    RowFunction {
        arguments = List.copyOf(arguments);
        duckdb = List.copyOf(duckdb);
        trino = List.copyOf(trino);
    }

    /** The same SQL in both engines, all arguments needed. */
    static RowFunction same(String name, ValueType result, String sql, ValueType... arguments) {
        return new RowFunction(name, result, List.of(arguments), arguments.length, List.of(sql), List.of(sql));
    }

    /** SQL that differs, all arguments needed. */
    static RowFunction differing(String name, ValueType result, String duckdb, String trino, ValueType... arguments) {
        return new RowFunction(name, result, List.of(arguments), arguments.length, List.of(duckdb), List.of(trino));
    }

    /** One more optional argument at the end. */
    RowFunction orWith(ValueType argument, String longerDuckdb, String longerTrino) {
        return new RowFunction(
                name,
                result,
                plus(arguments, argument),
                required,
                plus(duckdb, longerDuckdb),
                plus(trino, longerTrino));
    }

    private static <T> List<T> plus(List<T> list, T last) {
        List<T> longer = new ArrayList<>(list);
        longer.add(last);
        return longer;
    }
}
