package io.millrace.console.minql.compile;

import io.millrace.console.minql.syntax.FormulaException;

/**
 * A row's value in SQL.
 *
 * @param sql the SQL
 * @param type its type
 * @param position where it stands in the formula
 */
record Typed(Fragment sql, ValueType type, int position) {

    /** The same value as another type; what does not look like one becomes null. */
    Typed as(ValueType wanted) {
        if (type == wanted || wanted == ValueType.ANY) {
            return this;
        }
        if (type == ValueType.NULL) {
            return with("CAST(NULL AS " + wanted.sql() + ")", wanted);
        }
        return switch (wanted) {
            case NUMBER ->
                switch (type) {
                    case TEXT, ANY -> with("try_cast({0} AS DOUBLE)", wanted);
                    case BOOLEAN -> with("(CASE WHEN {0} THEN 1 WHEN NOT {0} THEN 0 END)", wanted);
                    default -> throw mismatch(wanted);
                };
            case TEXT ->
                type == ValueType.ANY || type == ValueType.JSON
                        ? new Typed(sql, wanted, position)
                        : with("CAST({0} AS VARCHAR)", wanted);
            case BOOLEAN ->
                switch (type) {
                    case TEXT, ANY ->
                        with("(CASE lower({0}) WHEN 'true' THEN true WHEN 'false' THEN false END)", wanted);
                    case NUMBER -> with("({0} <> 0)", wanted);
                    default -> throw mismatch(wanted);
                };
            case TIME ->
                switch (type) {
                    case TEXT, ANY -> with("try_cast({0} AS TIMESTAMP WITH TIME ZONE)", wanted);
                    default -> throw mismatch(wanted);
                };
            case JSON ->
                switch (type) {
                    case TEXT, ANY -> new Typed(sql, wanted, position);
                    default -> throw mismatch(wanted);
                };
            case BUCKET, ANY, NULL -> throw mismatch(wanted);
        };
    }

    private Typed with(String template, ValueType newType) {
        return new Typed(Fragment.fill(template, sql), newType, position);
    }

    private FormulaException mismatch(ValueType wanted) {
        return new FormulaException(
                position, "A " + wanted.word() + " is expected here, but this is a " + type.word() + ".");
    }
}
