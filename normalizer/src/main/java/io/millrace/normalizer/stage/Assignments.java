package io.millrace.normalizer.stage;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Which raw partitions are ours. Asks the broker nothing, so that it cannot fail: the first batch of a partition finds out
 * where it goes on.
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

    Assignments(NormalizerBeans beans) {
        this.beans = beans;
    }

    /** The partition's state, or empty if it is not ours. */
    Optional<AssignedPartition> find(TopicPartition partition) {
        return Optional.ofNullable(assigned.get(partition));
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            AssignedPartition before = assigned.put(partition, beans.assigned(partition));
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
}
