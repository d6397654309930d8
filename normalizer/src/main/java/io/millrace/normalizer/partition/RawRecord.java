package io.millrace.normalizer.partition;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * One record of a raw topic.
 *
 * @param offset its offset
 * @param leaderEpoch its leader epoch, -1 if the broker does not say
 * @param appendedUnixMillis when the broker appended it
 * @param headers its headers
 * @param key its key, the request digest
 * @param value a request's body or one part of it
 */
@SuppressWarnings("ArrayRecordComponent") // written once, read once
public record RawRecord(
        long offset,
        int leaderEpoch,
        long appendedUnixMillis,
        Headers headers,
        byte @Nullable [] key,
        byte @Nullable [] value) {}
