package io.millrace.sink.maintenance.table;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.types.Types;

/**
 * The columns that have values in some files, by field id, as the files' footers tell. Most of a signal's columns are empty in
 * most files; sorting them along costs more than all else.
 *
 * @param values number of values of each column that has any, or may have
 * @param isExact whether the numbers are exact: false if a footer does not tell them
 */
record FilledColumns(Map<Integer, Long> values, boolean isExact) {
    FilledColumns {
        requireNonNull(values, "values");
        values = Map.copyOf(values);
    }

    /** Looks at the footers. */
    static FilledColumns of(Statement statement, List<String> files) throws SQLException {
        Map<Integer, Long> values = new TreeMap<>();
        boolean isExact = true;
        try (ResultSet result = statement.executeQuery(Sql.filledColumns(files))) {
            while (result.next()) {
                boolean isKnown = result.getLong(3) == 0;
                isExact &= isKnown;
                if (!isKnown || result.getLong(2) > 0) {
                    values.put(result.getInt(1), result.getLong(2));
                }
            }
        }
        return new FilledColumns(values, isExact);
    }

    /** Whether the column may have values. */
    boolean has(Types.NestedField column) {
        return values.containsKey(column.fieldId());
    }

    /** Whether files with this have lost or gained a value of any column. */
    boolean contradicts(FilledColumns other) {
        return isExact && other.isExact && !values.equals(other.values);
    }
}
