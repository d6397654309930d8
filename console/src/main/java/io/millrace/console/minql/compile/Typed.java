package io.millrace.console.minql.compile;

import io.millrace.console.minql.syntax.FormulaException;
import org.jspecify.annotations.Nullable;

/**
 * A row's value in SQL.
 *
 * @param sql the SQL
 * @param type its type
 * @param position where it stands in the formula
 * @param instant the same value as an instant, for the start of an interval and for text that is a date as it stands
 * @param literal the text, if it stands in the formula
 */
record Typed(
        Fragment sql,
        ValueType type,
        int position,
        @Nullable Fragment instant,
        @Nullable String literal) {

    /** A value that is neither a literal nor the start of an interval. */
    Typed(Fragment sql, ValueType type, int position) {
        this(sql, type, position, null, null);
    }

    /** The same value, found elsewhere in the formula. */
    Typed at(int other) {
        return new Typed(sql, type, other, instant, literal);
    }

    /** Whether it is a column of JSON, which is always valid. */
    boolean isColumn() {
        return (type == ValueType.JSON || type == ValueType.LIST) && sql.sql().startsWith("\"");
    }

    /** The same value as another type; what does not look like one becomes null. */
    Typed as(ValueType wanted, Dialect dialect) {
        if (type == wanted || wanted == ValueType.ANY) {
            return this;
        }
        if (type == ValueType.NULL) {
            return with("CAST(NULL AS " + wanted.sql() + ")", wanted);
        }
        return switch (wanted) {
            case NUMBER -> number();
            case TEXT -> with(text(dialect), wanted);
            case BOOLEAN -> truth();
            case TIME -> time(dialect);
            case BUCKET -> bucket();
            case DURATION -> type == ValueType.NUMBER ? with("{0}", wanted) : number().with("{0}", wanted);
            case JSON, LIST -> {
                if (!type.isTextual()) {
                    throw mismatch(wanted);
                }
                yield with("{0}", wanted);
            }
            case ANY, NULL -> throw mismatch(wanted);
        };
    }

    private Typed number() {
        return switch (type) {
            case TEXT, ANY -> with("try_cast({0} AS DOUBLE)", ValueType.NUMBER);
            case BOOLEAN -> with("(CASE WHEN {0} THEN 1e0 WHEN NOT {0} THEN 0e0 END)", ValueType.NUMBER);
            case DURATION -> with("{0}", ValueType.NUMBER);
            default -> throw mismatch(ValueType.NUMBER);
        };
    }

    private Typed truth() {
        return switch (type) {
            case TEXT, ANY ->
                with("(CASE lower({0}) WHEN 'true' THEN true WHEN 'false' THEN false END)", ValueType.BOOLEAN);
            case NUMBER -> with("({0} <> 0)", ValueType.BOOLEAN);
            default -> throw mismatch(ValueType.BOOLEAN);
        };
    }

    private Typed time(Dialect dialect) {
        if (instant != null) {
            return new Typed(instant, ValueType.TIME, position);
        }
        return switch (type) {
            case TEXT, ANY -> with(dialect.textToTime(), ValueType.TIME);
            case NUMBER -> with(dialect.millisToTime(), ValueType.TIME);
            default -> throw mismatch(ValueType.TIME);
        };
    }

    private Typed bucket() {
        if (!type.isTextual()) {
            throw mismatch(ValueType.BUCKET);
        }
        return with("try_cast(replace({0}, 'T', ' ') AS TIMESTAMP)", ValueType.BUCKET);
    }

    private String text(Dialect dialect) {
        return switch (type) {
            case NUMBER, DURATION -> dialect.numberToText();
            case TIME -> dialect.timeToText();
            case BUCKET -> dialect.bucketToText();
            case ANY, JSON, LIST -> "{0}";
            default -> "CAST({0} AS VARCHAR)";
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
