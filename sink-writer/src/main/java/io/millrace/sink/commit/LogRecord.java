package io.millrace.sink.commit;

/**
 * A record of an events topic.
 *
 * @param partition partition, from 0
 * @param offset offset in the partition
 * @param timestampMillis the record's time, milliseconds since 1970
 * @param value JSON of the event, not changed by anyone
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LogRecord(int partition, long offset, long timestampMillis, byte[] value) {}
