package io.millrace.normalizer.stage;

import io.millrace.normalizer.partition.Checkpoint;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Moves the channels' offsets. A commit that fails costs only repeats after a restart; the next one covers it. */
@ApplicationScoped
class OffsetCommits {
    private static final Logger LOG = Logger.getLogger(OffsetCommits.class);

    private final KafkaClientService clients;
    private final NormalizerMetrics metrics;

    OffsetCommits(KafkaClientService clients, NormalizerMetrics metrics) {
        this.clients = clients;
        this.metrics = metrics;
    }

    /** Commits the checkpoint without waiting for it. */
    void commit(AssignedPartition partition, Checkpoint done) {
        if (partition.isStopped()) {
            return; // the new owner starts from what was committed before
        }
        OffsetAndMetadata offset = done.toCommit(partition.commitMetadata(done));
        consumer(partition)
                .commitAsync(Map.of(partition.topicPartition(), offset))
                .subscribe()
                .with(ok -> {}, failure -> {
                    metrics.commitFailed();
                    LOG.debugf("commit failed partition=%s: %s", partition.topicPartition(), failure);
                });
    }

    /** What the group committed last for the partition; completes with null if nothing. */
    Uni<@Nullable OffsetAndMetadata> committed(AssignedPartition partition) {
        TopicPartition asked = partition.topicPartition();
        return consumer(partition).committed(asked).map(offsets -> offsets.get(asked));
    }

    /** Makes the channel fetch from this offset on; completes when the consumer stands there. */
    Uni<Void> seek(AssignedPartition partition, long offset) {
        return consumer(partition).seek(partition.topicPartition(), offset);
    }

    private KafkaConsumer<byte[], byte[]> consumer(AssignedPartition partition) {
        return clients.getConsumer(RawChannels.channelOf(partition.signal()));
    }
}
