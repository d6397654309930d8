package io.millrace.normalizer.stage;

import io.millrace.normalizer.partition.Checkpoint;
import io.millrace.normalizer.partition.Outlet;
import io.millrace.normalizer.partition.PartitionSource;
import io.millrace.normalizer.partition.PartitionWorker;
import io.millrace.normalizer.partition.RawRecord;
import io.millrace.normalizer.partition.RecordNormalizer;
import io.millrace.normalizer.partition.RepeatWindow;
import io.millrace.normalizer.partition.StartDecision;
import io.millrace.telemetry.Signal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One raw partition that is ours. Its first batch opens it: that asks the broker where it goes on and reads the window of
 * repeats back, and is tried again until it works, like everything else of a batch. One batch at a time, on worker threads.
 */
final class AssignedPartition {
    private final Signal signal;
    private final TopicPartition topicPartition;
    private final RecordNormalizer normalizer;
    private final Duration windowLength;
    private final RepeatWindow window;
    private final RawLog rawLog;
    private final PartitionAlarms alarms;
    private volatile boolean stopped;
    private volatile @Nullable PartitionWorker worker;
    private boolean windowRead;

    AssignedPartition(
            TopicPartition topicPartition,
            RecordNormalizer normalizer,
            NormalizerConfig.Repeats repeats,
            RawLog rawLog,
            PartitionAlarms alarms) {
        this.signal = RawChannels.signalOf(topicPartition.topic());
        this.topicPartition = topicPartition;
        this.normalizer = normalizer;
        this.windowLength = repeats.window();
        this.window = new RepeatWindow(windowLength, repeats.maxEntries());
        this.rawLog = rawLog;
        this.alarms = alarms;
    }

    Signal signal() {
        return signal;
    }

    TopicPartition topicPartition() {
        return topicPartition;
    }

    /** Ends the work between two records, because the partition belongs to somebody else now. */
    void stop() {
        stopped = true;
        PartitionWorker open = worker;
        if (open != null) {
            open.stop();
        }
    }

    boolean isStopped() {
        return stopped;
    }

    boolean isOpen() {
        return worker != null;
    }

    /** Decides where the partition goes on; asks the broker, and waits for it. */
    void open(@Nullable OffsetAndMetadata committed) {
        PartitionSource source =
                new PartitionSource(signal, rawLog.topicId(topicPartition.topic()), topicPartition.partition());
        RawLog.Range range = rawLog.range(topicPartition);
        StartDecision start = StartDecision.of(source, committed, range.earliest(), range.end());
        if (start.lostRecords() > 0) {
            alarms.lost(this, start.lostRecords());
        }
        if (start.truncated()) {
            alarms.truncated(this, range.end());
        }
        Checkpoint checkpoint = start.checkpoint();
        if (start.chainUnknown()) {
            checkpoint =
                    new Checkpoint(checkpoint.nextOffset(), checkpoint.leaderEpoch(), rawLog.lastEvent(signal, source));
        }
        PartitionWorker opened = new PartitionWorker(source, checkpoint, window, normalizer);
        worker = opened;
        if (stopped) {
            opened.stop();
        }
    }

    /** Text to commit beside the checkpoint's offset. */
    String commitMetadata(Checkpoint done) {
        return opened().commitMetadata(done);
    }

    /**
     * Offset that must be fetched first, because what is not done of the batch begins behind it although the broker still has
     * what lies between; -1 if the batch follows on. What the broker does not have any more is counted as lost and skipped.
     */
    long missingBefore(List<RawRecord> batch) {
        RawRecord first = batch.get(0);
        if (opened().standsBehindANewLog(first)) {
            alarms.truncated(this, first.offset());
            opened().goBackTo(first.offset());
        }
        long expected = opened().checkpoint().nextOffset();
        long next = batch.stream()
                .mapToLong(RawRecord::offset)
                .filter(offset -> offset >= expected)
                .findFirst()
                .orElse(expected);
        if (next == expected) {
            return -1;
        }
        long available = rawLog.firstOffsetFrom(topicPartition, expected);
        if (available < next) {
            return available;
        }
        alarms.lost(this, next - expected);
        opened().skipTo(next);
        return -1;
    }

    /** Whether nothing of the batch is left to do; it is not done behind a jump of offsets. */
    boolean isDone(List<RawRecord> batch) {
        return opened().checkpoint().nextOffset() > batch.get(batch.size() - 1).offset();
    }

    /** Does a batch; call it for one batch at a time. */
    CompletionStage<PartitionWorker.BatchResult> process(List<RawRecord> batch, Outlet outlet) {
        if (!windowRead) {
            rawLog.readBack(
                    topicPartition,
                    opened().checkpoint().nextOffset(),
                    batch.get(0).appendedUnixMillis(),
                    windowLength,
                    window);
            windowRead = true;
        }
        return opened().process(batch, outlet);
    }

    private PartitionWorker opened() {
        PartitionWorker open = worker;
        if (open == null) {
            throw new IllegalStateException("partition is not open: " + topicPartition);
        }
        return open;
    }
}
