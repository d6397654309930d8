package io.millrace.console.minql.seen;

/**
 * A value that is frequent.
 *
 * @param value the value as text
 * @param rows how many rows had it
 */
public record SeenValue(String value, long rows) {}
