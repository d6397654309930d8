package io.millrace.normalizer.partition;

import static java.util.Objects.requireNonNull;

import io.millrace.telemetry.Signal;
import io.millrace.telemetry.topic.Topics;

/**
 * One raw partition.
 *
 * @param signal signal of the topic
 * @param topicId id that the broker gave the topic
 * @param partition partition number, the same in the events topic
 */
public record PartitionSource(Signal signal, String topicId, int partition) {
    /** Refuses null. */
    public PartitionSource {
        requireNonNull(signal, "signal");
        requireNonNull(topicId, "topicId");
    }

    /** Name of the raw topic. */
    public String topic() {
        return Topics.raw(signal);
    }
}
