package io.millrace.normalizer.partition;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.normalizer.split.Erasure;
import io.millrace.normalizer.split.Splitter;
import io.millrace.normalizer.split.Treatment;
import io.millrace.redaction.CompiledPolicy;
import io.millrace.redaction.HmacKeys;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
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
 * One raw partition, its events partition and its committed offset in memory, with members of a group that crash, lose the
 * partition in the middle of a batch, and whose sends fail or are acknowledged late. Everything follows from a seed.
 */
final class SimulatedCluster {
    private static final PartitionSource SOURCE = new PartitionSource(Signal.LOGS, "topicId", 0);
    private static final Duration WINDOW = Duration.ofSeconds(60);
    private static final RecordNormalizer NORMALIZER = new RecordNormalizer(
            new Splitter(OtlpLimits.DEFAULT, "0123456789abcdef".getBytes(UTF_8), 100_000),
            headers -> new Treatment(Policy.OPEN, Erasure.NONE),
            new DeadLetters(1_000),
            1);

    private final Random random;
    private final List<RawRecord> raw = new ArrayList<>();
    private final List<byte[]> events = new ArrayList<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private @Nullable OffsetAndMetadata committed;
    private long now = 1_800_000_000_000L;

    SimulatedCluster(long seed) {
        random = new Random(seed);
    }

    /** Appends a request of some records to the raw partition. */
    void append(int request, int records) {
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
        raw.add(new RawRecord(raw.size(), 0, now, headers, digest.toKey(), body));
    }

    /** Runs members one after the other, each until something happens to it, until all is committed. */
    void run() {
        Deque<Member> zombies = new ArrayDeque<>();
        while (committed == null || committed.offset() < raw.size()) {
            Member member = new Member();
            boolean alive = true;
            while (alive && member.position() < raw.size()) {
                // a member that does not know yet that it lost the partition still sends
                if (!zombies.isEmpty() && random.nextInt(3) == 0) {
                    Member zombie = zombies.remove();
                    if (zombie.step()) {
                        zombies.add(zombie);
                    }
                }
                alive = member.step();
            }
            if (member.lostThePartition && random.nextBoolean()) {
                zombies.add(member);
            }
        }
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
        private boolean lostThePartition;

        Member() {
            Checkpoint start =
                    StartDecision.of(SOURCE, committed, 0, raw.size()).checkpoint();
            RepeatWindow window = new RepeatWindow(WINDOW, 1_000);
            if (start.nextOffset() < raw.size()) {
                readBack(window, start.nextOffset());
            }
            worker = new PartitionWorker(SOURCE, start, window, NORMALIZER);
        }

        private void readBack(RepeatWindow window, long nextOffset) {
            long from =
                    raw.get((int) nextOffset).appendedUnixMillis() - WINDOW.toMillis() - RepeatWindow.SLACK.toMillis();
            for (RawRecord record : raw.subList(0, (int) nextOffset)) {
                if (record.appendedUnixMillis() >= from) {
                    window.add(
                            RawHeaders.readDigest(record.headers()), 0, record.offset(), record.appendedUnixMillis());
                }
            }
        }

        long position() {
            return worker.checkpoint().nextOffset();
        }

        /** Does one batch; answers whether the member lives on. */
        boolean step() {
            int position = (int) position();
            if (position >= raw.size()) {
                return false;
            }
            int end = Math.min(raw.size(), position + 1 + random.nextInt(4));
            int begin = Math.max(0, position - random.nextInt(2)); // now and then a record comes twice
            int fate = random.nextInt(10);
            Sends sends = new Sends(fate == 0 ? random.nextInt(6) : Integer.MAX_VALUE);
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
                    committed = new OffsetAndMetadata(done.nextOffset(), worker.commitMetadata(done));
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
