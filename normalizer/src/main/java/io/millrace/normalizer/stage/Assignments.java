package io.millrace.normalizer.stage;

import io.millrace.normalizer.partition.PartitionSource;
import io.millrace.normalizer.partition.StartDecision;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.topic.Topics;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Which raw partitions are ours, and where each one goes on. Called on the channels' polling threads, which may wait for the
 * broker: nothing of the partition is polled before this is done.
 */
@ApplicationScoped
@Default
@Identifier(Assignments.NAME)
class Assignments implements KafkaConsumerRebalanceListener {
    /** Name under which the channels find it. */
    static final String NAME = "millrace-normalizer";

    private static final Logger LOG = Logger.getLogger(Assignments.class);

    private final Map<TopicPartition, AssignedPartition> assigned = new ConcurrentHashMap<>();
    private final NormalizerBeans beans;
    private final NormalizerMetrics metrics;

    Assignments(NormalizerBeans beans, NormalizerMetrics metrics) {
        this.beans = beans;
        this.metrics = metrics;
    }

    /** The partition's state, or empty if it is not ours. */
    Optional<AssignedPartition> find(TopicPartition partition) {
        return Optional.ofNullable(assigned.get(partition));
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(new HashSet<>(partitions));
        Map<TopicPartition, Long> earliest = consumer.beginningOffsets(partitions);
        Map<String, String> topicIds = new HashMap<>();
        for (TopicPartition partition : partitions) {
            String topicId = topicIds.computeIfAbsent(partition.topic(), beans.rawLog()::topicId);
            PartitionSource source = new PartitionSource(signalOf(partition), topicId, partition.partition());
            StartDecision start =
                    StartDecision.of(source, committed.get(partition), earliest.getOrDefault(partition, 0L));
            consumer.seek(partition, start.checkpoint().nextOffset());
            if (start.lostRecords() > 0) {
                metrics.lost(source.signal(), start.lostRecords());
                LOG.errorf(
                        "the broker dropped records before they were done partition=%s records=%d",
                        partition, start.lostRecords());
            }
            AssignedPartition before = assigned.put(partition, beans.assigned(source, start.checkpoint()));
            if (before != null) {
                before.stop();
            }
        }
        LOG.infof("partitions assigned partitions=%s", partitions);
    }

    @Override
    public void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            AssignedPartition gone = assigned.remove(partition);
            if (gone != null) {
                gone.stop();
            }
        }
        LOG.infof("partitions revoked partitions=%s", partitions);
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        onPartitionsRevoked(consumer, partitions);
    }

    private static Signal signalOf(TopicPartition partition) {
        for (Signal signal : Signal.values()) {
            if (Topics.raw(signal).equals(partition.topic())) {
                return signal;
            }
        }
        throw new IllegalArgumentException("no raw topic: " + partition.topic());
    }
}
