package io.millrace.store.position;

import static java.util.Objects.requireNonNull;

/**
 * A partition of an events topic.
 *
 * @param topicId id that the broker gave the topic, so that a topic made anew starts anew
 * @param partition partition number, from 0
 */
public record PartitionKey(String topicId, int partition) implements Comparable<PartitionKey> {
    /** Refuses what no broker can report. */
    public PartitionKey {
        requireNonNull(topicId, "topicId");
        if (partition < 0) {
            throw new IllegalArgumentException("partition must be >= 0: " + partition);
        }
    }

    @Override
    public int compareTo(PartitionKey other) {
        int byTopic = topicId.compareTo(other.topicId);
        return byTopic != 0 ? byTopic : Integer.compare(partition, other.partition);
    }

    @Override
    public String toString() {
        return topicId + "/" + partition;
    }
}
