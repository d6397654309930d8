package io.millrace.normalizer.partition;

import io.millrace.telemetry.event.SourcePosition;
import io.millrace.telemetry.topic.DeadLetter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Takes the records of one assigned raw partition in order and emits their events as one chain. A batch is done when all of
 * it is acknowledged; if anything of it fails, the worker stands again where it stood before the batch. One batch at a time.
 */
public final class PartitionWorker {
    private final PartitionSource source;
    private final RecordNormalizer normalizer;
    private final RepeatWindow window;
    private Checkpoint checkpoint;
    private volatile boolean stopped;

    /**
     * A worker that goes on from a checkpoint.
     *
     * @param window what the partition saw in the time before the checkpoint
     */
    public PartitionWorker(
            PartitionSource source, Checkpoint checkpoint, RepeatWindow window, RecordNormalizer normalizer) {
        this.source = source;
        this.checkpoint = checkpoint;
        this.window = window;
        this.normalizer = normalizer;
    }

    /** The partition. */
    public PartitionSource source() {
        return source;
    }

    /** How far the partition is done; changes only when a batch is done. */
    public Checkpoint checkpoint() {
        return checkpoint;
    }

    /** Ends the work between two records, because the partition belongs to somebody else now. */
    public void stop() {
        stopped = true;
    }

    /** Whether {@link #stop()} was called: then nothing may be committed any more. */
    public boolean isStopped() {
        return stopped;
    }

    /**
     * Whether the record stands at an offset that was done under an earlier leader: the log lost its end since, and has other
     * records there now.
     */
    public boolean standsBehindANewLog(RawRecord record) {
        return record.offset() < checkpoint.nextOffset()
                && checkpoint.leaderEpoch() >= 0
                && record.leaderEpoch() > checkpoint.leaderEpoch();
    }

    /** Goes on from an offset before those that were done. */
    public void goBackTo(long nextOffset) {
        window.rewind(nextOffset);
        checkpoint = new Checkpoint(nextOffset, checkpoint.leaderEpoch(), checkpoint.last());
    }

    /** Goes on behind records that the broker does not have any more. */
    public void skipTo(long nextOffset) {
        checkpoint = new Checkpoint(nextOffset, checkpoint.leaderEpoch(), checkpoint.last());
    }

    /**
     * Does a batch. Records before the checkpoint are left out; where offsets jump the batch ends, because somebody must first
     * find out what became of the records between.
     *
     * @param batch records in the order of their offsets
     * @param outlet takes all of the batch; after a failure the next try needs a new one
     * @return completes when everything is acknowledged, with what was done; fails if anything was not
     */
    public CompletionStage<BatchResult> process(List<RawRecord> batch, Outlet outlet) {
        window.rewind(
                checkpoint.nextOffset()); // whatever ended the try before, its records are none of its own repeats
        Checkpoint reached = checkpoint;
        Sends sends = new Sends(outlet);
        List<Tally> tallies = new ArrayList<>();
        try {
            for (RawRecord record : batch) {
                if (stopped || record.offset() > reached.nextOffset()) {
                    break;
                }
                if (record.offset() == reached.nextOffset()) {
                    sends.key = record.key();
                    Outcome outcome = normalizer.normalize(source, record, window, reached.last(), sends);
                    tallies.addAll(outcome.tallies());
                    reached = new Checkpoint(record.offset() + 1, record.leaderEpoch(), outcome.last());
                }
            }
        } catch (RuntimeException | Error e) { // an error too: the batch comes again
            return CompletableFuture.failedFuture(e);
        }
        Checkpoint end = reached;
        return sends.acknowledgements.all().thenApply(ok -> {
            window.settle();
            checkpoint = end;
            return new BatchResult(end, tallies);
        });
    }

    /** The position that a restart from this checkpoint would need beside the offset. */
    public String commitMetadata(Checkpoint done) {
        SourcePosition last = done.last();
        return new CommitMetadata(source.topicId(), last).encode();
    }

    /**
     * What a batch came to.
     *
     * @param checkpoint how far the partition is done
     * @param tallies what was done, for the ledger
     */
    public record BatchResult(Checkpoint checkpoint, List<Tally> tallies) {
        /** Copies the list. */
        public BatchResult {
            tallies = List.copyOf(tallies);
        }
    }

    /** Sends what comes of a batch. */
    private final class Sends implements Outgoing {
        private final Acknowledgements acknowledgements = new Acknowledgements();
        private final Outlet outlet;
        private byte @Nullable [] key;

        Sends(Outlet outlet) {
            this.outlet = outlet;
        }

        @Override
        public void event(byte[] json) {
            acknowledgements.add(outlet.event(source.partition(), key, json));
        }

        @Override
        public void deadLetter(DeadLetter letter) {
            acknowledgements.add(outlet.deadLetter(letter));
        }
    }
}
