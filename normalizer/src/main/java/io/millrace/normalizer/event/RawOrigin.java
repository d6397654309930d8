package io.millrace.normalizer.event;

import io.millrace.telemetry.event.SourcePosition;
import io.millrace.telemetry.topic.RawHeaders;

/**
 * What all events of one raw record share.
 *
 * @param headers the raw record's headers
 * @param topicId id that the broker gave the raw topic
 * @param partition partition of the raw topic
 * @param leaderEpoch leader epoch of the raw record, -1 if the broker does not say
 * @param offset offset of the raw record
 */
public record RawOrigin(RawHeaders headers, String topicId, int partition, int leaderEpoch, long offset) {

    /** Position of the record with this ordinal. */
    public SourcePosition position(int ordinal) {
        return new SourcePosition(topicId, partition, leaderEpoch, offset, ordinal);
    }

    /** When the gateway had received the request, ns since 1970. */
    long receivedUnixNano() {
        return headers.receivedUnixMillis() * 1_000_000;
    }
}
