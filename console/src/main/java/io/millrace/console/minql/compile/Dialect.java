package io.millrace.console.minql.compile;

/** The engines that SQL is written for. */
public enum Dialect {
    /** Embedded. */
    DUCKDB,
    /** For clusters. */
    TRINO
}
