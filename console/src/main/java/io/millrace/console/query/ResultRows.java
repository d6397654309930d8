package io.millrace.console.query;

import io.millrace.console.query.QueryAnswer.ResultColumn;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a running statement, one after the other, as answers have them. */
final class ResultRows {
    private final ResultSet rows;
    private final EngineKind engine;
    private final List<ResultColumn> columns = new ArrayList<>();
    private final ValueReader reader;

    ResultRows(ResultSet rows, EngineKind engine) throws SQLException {
        this.rows = rows;
        this.engine = engine;
        this.reader = new ValueReader(rows, engine);
        ResultSetMetaData meta = rows.getMetaData();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            columns.add(new ResultColumn(meta.getColumnName(i), engine.type(meta, i)));
        }
    }

    List<ResultColumn> columns() {
        return columns;
    }

    /** Size of the values read so far, roughly as JSON. */
    long bytes() {
        return reader.bytes();
    }

    /** Goes on to the next row; false after the last one. */
    boolean next() throws SQLException {
        return rows.next();
    }

    /** The row's values. */
    List<@Nullable Object> values() throws SQLException {
        List<@Nullable Object> row = new ArrayList<>(columns.size());
        for (int i = 1; i <= columns.size(); i++) {
            row.add(reader.read(i));
        }
        return row;
    }

    /** The row's values in the types of the driver, but for times, which are local or have a zone. */
    List<@Nullable Object> cells() throws SQLException {
        List<@Nullable Object> row = new ArrayList<>(columns.size());
        for (int i = 1; i <= columns.size(); i++) {
            row.add(engine.cell(rows, i));
        }
        return row;
    }

    /** Takes what a statement gives. */
    interface Target<T, E extends Exception> {
        T read(ResultRows rows) throws SQLException, E;
    }
}
