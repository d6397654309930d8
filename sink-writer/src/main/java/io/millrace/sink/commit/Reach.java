package io.millrace.sink.commit;

/**
 * How far a table reaches into a partition.
 *
 * @param nextOffset offset of the first record that is not in the table
 * @param timestampMillis time of the newest record in the table, milliseconds since 1970, -1 where none came since the start
 */
public record Reach(long nextOffset, long timestampMillis) {}
