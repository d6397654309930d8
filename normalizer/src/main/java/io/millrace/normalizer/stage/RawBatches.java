package io.millrace.normalizer.stage;

import io.millrace.normalizer.partition.PartitionWorker.BatchResult;
import io.millrace.normalizer.partition.RawRecord;
import io.millrace.telemetry.Signal;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** Does batches: the partitions of one side by side, each partition's records in order. */
@ApplicationScoped
class RawBatches {
    private static final Logger LOG = Logger.getLogger(RawBatches.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Assignments assignments;
    private final NormalizerBeans beans;
    private final OffsetCommits commits;
    private final NormalizerMetrics metrics;

    RawBatches(Assignments assignments, NormalizerBeans beans, OffsetCommits commits, NormalizerMetrics metrics) {
        this.assignments = assignments;
        this.beans = beans;
        this.commits = commits;
        this.metrics = metrics;
    }

    /** Completes when every record of the batch is done, or is not ours any more. */
    Uni<Void> handle(Signal signal, ConsumerRecords<byte[], byte[]> batch) {
        List<Uni<Void>> partitions = batch.partitions().stream()
                .map(partition -> handle(signal, partition, batch.records(partition)))
                .toList();
        if (partitions.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Uni.join().all(partitions).andFailFast().replaceWithVoid();
    }

    private Uni<Void> handle(Signal signal, TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> messages) {
        Optional<AssignedPartition> assigned = assignments.find(partition);
        if (assigned.isEmpty()) {
            LOG.debugf("batch of a partition that is not ours any more partition=%s", partition);
            return Uni.createFrom().voidItem();
        }
        List<RawRecord> records = messages.stream().map(RawBatches::rawRecord).toList();
        AssignedPartition ours = assigned.get();
        WorkInHand.Batch inHand = metrics.inHand(signal).begin(records.get(0).appendedUnixMillis());
        return Uni.createFrom()
                .deferred(() -> attempt(signal, ours, records))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .onFailure()
                .invoke(failure -> failed(partition, failure))
                .onFailure(failure -> !ours.isStopped())
                .retry()
                .withBackOff(FIRST_WAIT, LONGEST_WAIT)
                .indefinitely()
                .onFailure(failure -> ours.isStopped())
                .recoverWithNull()
                .onTermination()
                .invoke(inHand::end);
    }

    /** One try on a worker thread; completes when all of it is acknowledged. */
    private Uni<Void> attempt(Signal signal, AssignedPartition ours, List<RawRecord> records) {
        if (ours.isStopped()) {
            return Uni.createFrom().voidItem();
        }
        if (!beans.isDirectoryReady()) {
            // without the directory no policy is known: nothing may pass
            return Uni.createFrom().failure(new IllegalStateException("the directory is not read yet"));
        }
        if (!ours.isOpen()) {
            return commits.committed(ours)
                    .emitOn(Infrastructure.getDefaultWorkerPool())
                    .invoke(ours::open)
                    .chain(() -> attempt(signal, ours, records));
        }
        long missing = ours.missingBefore(records);
        if (missing >= 0) {
            return commits.seek(ours, missing); // what was fetched too early comes again
        }
        EventProducer producer = beans.producers().of(signal);
        return Uni.createFrom()
                .completionStage(() -> ours.process(records, producer))
                .invoke(result -> done(ours, result))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .chain(() -> ours.isDone(records) ? Uni.createFrom().voidItem() : attempt(signal, ours, records));
    }

    private void done(AssignedPartition ours, BatchResult result) {
        metrics.done(ours.signal(), result.tallies());
        beans.ledger().add(ours.signal(), result.tallies());
        commits.commit(ours, result.checkpoint());
    }

    private void failed(TopicPartition partition, Throwable failure) {
        metrics.batchFailed();
        LOG.warnf("batch failed, the partition goes on from its checkpoint partition=%s: %s", partition, failure);
    }

    private static RawRecord rawRecord(ConsumerRecord<byte[], byte[]> message) {
        return new RawRecord(
                message.offset(),
                message.leaderEpoch().orElse(-1),
                message.timestamp(),
                message.headers(),
                message.key(),
                message.value());
    }
}
