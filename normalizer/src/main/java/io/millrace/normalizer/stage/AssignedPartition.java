package io.millrace.normalizer.stage;

import io.millrace.normalizer.partition.Checkpoint;
import io.millrace.normalizer.partition.Outlet;
import io.millrace.normalizer.partition.PartitionSource;
import io.millrace.normalizer.partition.PartitionWorker;
import io.millrace.normalizer.partition.RawRecord;
import io.millrace.normalizer.partition.RecordNormalizer;
import io.millrace.normalizer.partition.RepeatWindow;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** One raw partition that is ours. Before its first batch it reads the window of repeats back. */
final class AssignedPartition {
    private static final Logger LOG = Logger.getLogger(AssignedPartition.class);

    private final PartitionWorker worker;
    private final RepeatWindow window;
    private final Duration windowLength;
    private final RawLog rawLog;
    private boolean windowRead;

    AssignedPartition(
            PartitionSource source,
            Checkpoint checkpoint,
            RecordNormalizer normalizer,
            NormalizerConfig.Repeats repeats,
            RawLog rawLog) {
        this.windowLength = repeats.window();
        this.window = new RepeatWindow(windowLength, repeats.maxEntries());
        this.worker = new PartitionWorker(source, checkpoint, window, normalizer);
        this.rawLog = rawLog;
    }

    PartitionSource source() {
        return worker.source();
    }

    void stop() {
        worker.stop();
    }

    boolean isStopped() {
        return worker.isStopped();
    }

    /** Text to commit beside the checkpoint's offset. */
    String commitMetadata(Checkpoint done) {
        return worker.commitMetadata(done);
    }

    /**
     * Offset that must be fetched first, because the batch begins behind it although the broker still has what lies between;
     * -1 if the batch follows on. What the broker does not have any more is skipped.
     */
    long missingBefore(List<RawRecord> batch) {
        long first = batch.get(0).offset();
        long expected = worker.checkpoint().nextOffset();
        if (first <= expected) {
            return -1;
        }
        long available = rawLog.firstOffsetFrom(topicPartition(), expected);
        if (available < first) {
            return available;
        }
        LOG.warnf("no records between offsets partition=%s from=%d to=%d", topicPartition(), expected, first);
        worker.skipTo(first);
        return -1;
    }

    /** Does a batch; call it for one batch at a time. */
    CompletionStage<PartitionWorker.BatchResult> process(List<RawRecord> batch, Outlet outlet) {
        if (!windowRead) {
            RawRecord first = batch.get(0);
            rawLog.readBack(
                    topicPartition(),
                    worker.checkpoint().nextOffset(),
                    first.appendedUnixMillis(),
                    windowLength,
                    window);
            windowRead = true;
        }
        return worker.process(batch, outlet);
    }

    private TopicPartition topicPartition() {
        return new TopicPartition(source().topic(), source().partition());
    }
}
