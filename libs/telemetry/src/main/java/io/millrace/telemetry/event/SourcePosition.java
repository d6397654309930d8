package io.millrace.telemetry.event;

import static java.util.Objects.requireNonNull;

/**
 * Where an event comes from: one record inside one raw record. It is the event's identity (design, 5.3).
 *
 * @param topicId id that the broker gave the raw topic, so that a topic made anew starts anew
 * @param partition partition of the raw topic, equal to that of the events topic, from 0
 * @param leaderEpoch leader epoch of the raw record, -1 if the broker does not say; no part of the identity
 * @param offset offset of the raw record, from 0
 * @param ordinal position of the record in the raw body before refusals and repeats are taken out, from 0
 */
public record SourcePosition(String topicId, int partition, int leaderEpoch, long offset, int ordinal) {
    /** Refuses what no broker can report. */
    public SourcePosition {
        requireNonNull(topicId, "topicId");
        if (partition < 0 || offset < 0 || ordinal < 0) {
            throw new IllegalArgumentException("negative position: " + partition + "@" + offset + "/" + ordinal);
        }
    }

    /** The event's id: the same at every run and in every version. */
    public String eventId() {
        return topicId + ":" + partition + ":" + offset + ":" + ordinal;
    }

    /** Whether this event stands at or before the other one in its partition. */
    public boolean isAtOrBefore(SourcePosition other) {
        return offset != other.offset ? offset < other.offset : ordinal <= other.ordinal;
    }

    /** Whether both name the same record, whatever the leader epoch. */
    public boolean isSameRecord(SourcePosition other) {
        return topicId.equals(other.topicId)
                && partition == other.partition
                && offset == other.offset
                && ordinal == other.ordinal;
    }
}
