package io.millrace.sink.commit;

/**
 * A record of an events topic.
 *
 * @param partition partition, from 0
 * @param offset offset in the partition
 * @param value JSON of the event, not changed by anyone
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LogRecord(int partition, long offset, byte[] value) {}
