package io.millrace.normalizer.partition;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.normalizer.split.Erasure;
import io.millrace.normalizer.split.Splitter;
import io.millrace.normalizer.split.Treatment;
import io.millrace.redaction.CompiledPolicy;
import io.millrace.redaction.HmacKeys;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.Deletion;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import io.millrace.telemetry.event.SourcePosition;
import io.millrace.telemetry.otlp.OtlpLimits;
import io.millrace.telemetry.topic.DeadLetter;
import io.millrace.telemetry.topic.RawHeaders;
import io.millrace.telemetry.topic.RequestDigest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * One raw partition, its events partition and its committed offset in memory, with members of a group that crash, fail with an error of the code, lose the
 * partition in the middle of a batch, and whose sends fail or are acknowledged late; if asked, the raw log loses its end to
 * another leader, the metadata of the commit is lost and data is deleted. Everything follows from a seed.
 */
final class SimulatedCluster {
    private static final PartitionSource SOURCE = new PartitionSource(Signal.LOGS, "topicId", 0);
    private static final Duration WINDOW = Duration.ofSeconds(60);
    private static final int MOST_FAULTS = 4;

    private final RecordNormalizer normalizer = new RecordNormalizer(
            new Splitter(OtlpLimits.DEFAULT, "0123456789abcdef".getBytes(UTF_8), 100_000, Long.MAX_VALUE),
            this::treatment,
            new DeadLetters(1_000),
            1);
    private final Random random;
    private final List<RawRecord> raw = new ArrayList<>();
    private final List<byte[]> events = new ArrayList<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private @Nullable OffsetAndMetadata committed;
    private long now = 1_800_000_000_000L;
    private int leaderEpoch;
    private int faultsLeft;
    private int nextRequest = 1_000_000;
    private long deletedThrough = -1;
    private int eventsBeforeDeletion;
    private int recordsToTheError = -1;

    SimulatedCluster(long seed) {
        random = new Random(seed);
    }

    /** From now on the log, the commit and the data themselves have faults, too. */
    SimulatedCluster withFaultsOfTheLog() {
        faultsLeft = random.nextInt(MOST_FAULTS + 1);
        return this;
    }

    /** Appends a request to the raw partition; the same request has the same bytes. */
    void append(int request) {
        int records = new Random(request).nextInt(5);
        StringBuilder body = new StringBuilder("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[");
        for (int i = 0; i < records; i++) {
            body.append(i == 0 ? "" : ",")
                    .append("{\"eventName\":\"")
                    .append(request)
                    .append('-')
                    .append(i)
                    .append("\"}");
        }
        appendBody(body.append("]}]}]}").toString().getBytes(UTF_8));
    }

    void appendBody(byte[] body) {
        now += random.nextInt(20_000);
        RequestDigest digest = RequestDigest.of("int", body);
        RecordHeaders headers = new RecordHeaders();
        new RawHeaders("org", "int", "key", now, digest, 0, 1, null).writeTo(headers);
        raw.add(new RawRecord(raw.size(), leaderEpoch, now, headers, digest.toKey(), body));
    }

    /** Runs members one after the other, each until something happens to it, until all is committed. */
    void run() {
        Deque<Member> zombies = new ArrayDeque<>();
        while (committed == null || committed.offset() != raw.size() || position(committed) != raw.size()) {
            Member member = new Member();
            boolean alive = true;
            while (alive && member.hasWork()) {
                // a member that does not know yet that it lost the partition still sends
                if (!zombies.isEmpty() && random.nextInt(3) == 0) {
                    Member zombie = zombies.remove();
                    if (zombie.step()) {
                        zombies.add(zombie);
                    }
                }
                alive = member.step();
                if (faultsLeft > 0 && random.nextInt(3) == 0) {
                    faultsLeft--;
                    fault();
                }
            }
            if (member.lostThePartition && random.nextBoolean()) {
                zombies.add(member);
            }
        }
    }

    private void fault() {
        switch (random.nextInt(3)) {
            case 0 -> truncate();
            case 1 -> {
                if (committed != null && position(committed) == committed.offset()) {
                    committed = new OffsetAndMetadata(committed.offset(), "");
                }
            }
            default -> {
                long through = raw.get(random.nextInt(raw.size())).appendedUnixMillis();
                deletedThrough = Math.max(deletedThrough, through); // deletions add up
                eventsBeforeDeletion = events.size();
            }
        }
    }

    /** Another leader has less of the log, and other records come. Not where the commit does not tell its epoch: nobody could know. */
    private void truncate() {
        if (committed != null && committed.leaderEpoch().isEmpty()) {
            return;
        }
        raw.subList(random.nextInt(raw.size()), raw.size()).clear();
        leaderEpoch++;
        int more = 1 + random.nextInt(6);
        for (int i = 0; i < more; i++) {
            append(random.nextBoolean() ? nextRequest++ : random.nextInt(12));
        }
    }

    /** Where a consumer stands that was behind a record of this epoch: before the first record of a newer one, as the broker says. */
    private int position(long nextOffset, int epoch) {
        for (RawRecord record : raw) {
            if (epoch >= 0 && record.leaderEpoch() > epoch) {
                return (int) Math.min(nextOffset, record.offset());
            }
        }
        return (int) Math.min(nextOffset, raw.size());
    }

    private int position(OffsetAndMetadata commit) {
        return position(commit.offset(), commit.leaderEpoch().orElse(-1));
    }

    private Treatment treatment(RawHeaders headers) {
        if (recordsToTheError-- == 0) {
            throw new NoClassDefFoundError("of the code, not of the record");
        }
        return new Treatment(Policy.OPEN, erasure(headers));
    }

    private Erasure erasure(RawHeaders headers) {
        return isDeleted(headers.receivedUnixMillis())
                ? Erasure.of(List.of(new Deletion("d", "org", "int", null, null, deletedThrough)))
                : Erasure.NONE;
    }

    boolean isDeleted(long receivedUnixMillis) {
        return receivedUnixMillis <= deletedThrough;
    }

    /** Number of events that were there when the deletion came. */
    int eventsBeforeDeletion() {
        return eventsBeforeDeletion;
    }

    /** Events in the order in which the broker has them. */
    List<byte[]> events() {
        return events;
    }

    List<DeadLetter> deadLetters() {
        return deadLetters;
    }

    List<RawRecord> raw() {
        return raw;
    }

    /** A member of the group that holds the partition, until something happens to it. */
    private final class Member {
        private final PartitionWorker worker;
        private final RepeatWindow window = new RepeatWindow(WINDOW, 1_000);
        private boolean windowRead;
        private boolean lostThePartition;

        Member() {
            StartDecision start = StartDecision.of(SOURCE, committed, 0, raw.size());
            Checkpoint checkpoint = start.checkpoint();
            if (start.chainUnknown() && !events.isEmpty()) {
                SourcePosition last = EventPosition.of(events.get(events.size() - 1), SOURCE);
                checkpoint = new Checkpoint(checkpoint.nextOffset(), checkpoint.leaderEpoch(), last);
            }
            worker = new PartitionWorker(SOURCE, checkpoint, window, normalizer);
        }

        private void readBack(long nextOffset) {
            windowRead = true;
            long from =
                    raw.get((int) nextOffset).appendedUnixMillis() - WINDOW.toMillis() - RepeatWindow.SLACK.toMillis();
            for (RawRecord record : raw.subList(0, (int) nextOffset)) {
                if (record.appendedUnixMillis() >= from) {
                    window.add(
                            RawHeaders.readDigest(record.headers()), 0, record.offset(), record.appendedUnixMillis());
                }
            }
        }

        boolean hasWork() {
            return position() < raw.size();
        }

        private int position() {
            Checkpoint done = worker.checkpoint();
            return SimulatedCluster.this.position(done.nextOffset(), done.leaderEpoch());
        }

        /** Does one batch; answers whether the member lives on. */
        boolean step() {
            if (!hasWork()) {
                return false;
            }
            int position = position();
            if (worker.standsBehindANewLog(raw.get(position))) {
                worker.goBackTo(position);
            }
            if (!windowRead) {
                readBack(position);
            }
            int end = Math.min(raw.size(), position + 1 + random.nextInt(4));
            int begin = Math.max(0, position - random.nextInt(2)); // now and then a record comes twice
            int fate = random.nextInt(10);
            Sends sends = new Sends(fate == 0 ? random.nextInt(6) : Integer.MAX_VALUE);
            recordsToTheError = fate == 4 ? random.nextInt(4) : -1;
            CompletableFuture<PartitionWorker.BatchResult> batch =
                    worker.process(raw.subList(begin, end), sends).toCompletableFuture();
            if (fate == 1) {
                sends.reachTheBroker(random.nextInt(1 + sends.size()));
                return false; // killed: some of the batch arrived, nothing was acknowledged
            }
            sends.reachTheBroker(sends.size());
            sends.acknowledge();
            if (fate == 2) {
                return false; // killed between the acknowledgements and the commit
            }
            if (!batch.isCompletedExceptionally()) {
                Checkpoint done = worker.checkpoint();
                if (!lostThePartition) { // the broker refuses commits of earlier owners
                    committed = done.toCommit(worker.commitMetadata(done));
                }
            }
            if (fate == 3) {
                lostThePartition = true; // and does not know it yet
                return false;
            }
            return true; // after a failed send the same batch is tried again
        }
    }

    /** The sends of one batch through one producer: from the first that fails on, nothing arrives. */
    private final class Sends implements Outlet {
        private final List<CompletableFuture<@Nullable Void>> acknowledgements = new ArrayList<>();
        private final List<Runnable> arrivals = new ArrayList<>();
        private final int failsAt;

        Sends(int failsAt) {
            this.failsAt = failsAt;
        }

        @Override
        public CompletionStage<@Nullable Void> event(int partition, byte @Nullable [] key, byte[] json) {
            return send(() -> events.add(json));
        }

        @Override
        public CompletionStage<@Nullable Void> deadLetter(DeadLetter letter) {
            return send(() -> deadLetters.add(letter));
        }

        private CompletionStage<@Nullable Void> send(Runnable arrival) {
            CompletableFuture<@Nullable Void> acknowledgement = new CompletableFuture<>();
            acknowledgements.add(acknowledgement);
            arrivals.add(arrival);
            return acknowledgement;
        }

        int size() {
            return arrivals.size();
        }

        void reachTheBroker(int count) {
            arrivals.subList(0, Math.min(count, failsAt)).forEach(Runnable::run);
        }

        void acknowledge() {
            for (int i = 0; i < acknowledgements.size(); i++) {
                if (i < failsAt) {
                    acknowledgements.get(i).complete(null);
                } else {
                    acknowledgements.get(i).completeExceptionally(new IllegalStateException("send failed"));
                }
            }
        }
    }

    private static final class Policy {
        static final CompiledPolicy OPEN =
                CompiledPolicy.compile(new RedactionPolicy(false, false, List.of()), new HmacKeys(new byte[16], "org"));
    }
}
