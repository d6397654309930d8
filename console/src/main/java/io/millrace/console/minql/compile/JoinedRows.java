package io.millrace.console.minql.compile;

import io.millrace.console.minql.syntax.Expr;
import java.util.LinkedHashMap;
import java.util.Map;

/** The other side of a join: a select of its own with the key and just those values that a formula asks for. */
final class JoinedRows {
    private final String alias;
    private final Source source;
    private final RowCompiler rows;
    private final Fragment key;
    private final Fragment otherKey;
    private final Map<Fragment, String> columns = new LinkedHashMap<>();

    /**
     * A join.
     *
     * @param alias name of the select, of our own making
     * @param source the other rows
     * @param rows compiles their values
     * @param key the key of this side
     * @param otherKey the key of the other side
     */
    JoinedRows(String alias, Source source, RowCompiler rows, Fragment key, Fragment otherKey) {
        this.alias = alias;
        this.source = source;
        this.rows = rows;
        this.key = key;
        this.otherKey = otherKey;
    }

    /** A value of the other row. */
    Typed value(Expr expr) {
        Typed value = rows.compile(expr);
        String column = columns.computeIfAbsent(value.sql(), sql -> alias + "_c" + columns.size());
        return new Typed(Fragment.of(column), value.type(), expr.position());
    }

    /** What stands behind FROM and this side's rows. */
    Fragment join() {
        Fragment selected = Fragment.fill("{0} AS " + alias + "_key", otherKey);
        for (Map.Entry<Fragment, String> column : columns.entrySet()) {
            selected = Fragment.fill("{0}, {1} AS " + column.getValue(), selected, column.getKey());
        }
        return Fragment.fill(
                " JOIN (SELECT {0} FROM {1}{2}) AS " + alias + " ON {3} = " + alias + "_key",
                selected,
                source.rows(),
                Fragment.where(source.conditions()),
                key);
    }

    /** Its source. */
    Source source() {
        return source;
    }
}
