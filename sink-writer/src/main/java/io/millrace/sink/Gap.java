package io.millrace.sink;

import java.time.Instant;

/**
 * A missing event of one partition.
 *
 * @param partition partition of the events topic
 * @param offset offset of the first event that was left out because its predecessor is missing
 * @param leftOut records from there to where the writer reads now
 * @param since when it was noticed by this process
 */
record Gap(int partition, long offset, long leftOut, Instant since) {}
