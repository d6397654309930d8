package io.millrace.telemetry.event;

/** Types of table columns; few on purpose, so that any engine reads them. */
public enum ColumnType {
    /** Text. */
    STRING,
    /** 64-bit signed integer. */
    LONG,
    /** 32-bit signed integer. */
    INT,
    /** IEEE double, may be NaN or infinite (in JSON the texts {@code NaN}, {@code Infinity}, {@code -Infinity}). */
    DOUBLE,
    /** Boolean. */
    BOOLEAN,
    /** Microseconds since 1970, UTC. */
    TIMESTAMP,
    /** JSON text in the table, nested JSON in the event. */
    JSON
}
