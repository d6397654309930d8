package io.millrace.sink.maintenance.table;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.iceberg.types.Types;

/**
 * The columns that have values in some files, by field id, as the files' footers tell. Most of a signal's columns are empty in
 * most files; sorting them along costs more than all else.
 *
 * @param values number of values of each column that has any, or may have
 * @param inexact the columns whose number a footer does not tell
 */
record FilledColumns(Map<Integer, Long> values, Set<Integer> inexact) {
    FilledColumns {
        requireNonNull(values, "values");
        requireNonNull(inexact, "inexact");
        values = Map.copyOf(values);
        inexact = Set.copyOf(inexact);
    }

    /** Looks at the footers. */
    static FilledColumns of(Statement statement, List<String> files) throws SQLException {
        Map<Integer, Long> values = new TreeMap<>();
        Set<Integer> inexact = new HashSet<>();
        try (ResultSet result = statement.executeQuery(Sql.filledColumns(files))) {
            while (result.next()) {
                boolean isKnown = result.getLong(3) == 0;
                if (!isKnown) {
                    inexact.add(result.getInt(1));
                }
                if (!isKnown || result.getLong(2) > 0) {
                    values.put(result.getInt(1), result.getLong(2));
                }
            }
        }
        return new FilledColumns(values, inexact);
    }

    /** Whether the column may have values. */
    boolean has(Types.NestedField column) {
        return values.containsKey(column.fieldId());
    }

    /** Whether files with this have lost or gained a value of any column that both know. */
    boolean contradicts(FilledColumns other) {
        return !known(other).equals(other.known(this));
    }

    private Map<Integer, Long> known(FilledColumns other) {
        Map<Integer, Long> known = new TreeMap<>(values);
        known.keySet().removeAll(inexact);
        known.keySet().removeAll(other.inexact);
        return known;
    }
}
