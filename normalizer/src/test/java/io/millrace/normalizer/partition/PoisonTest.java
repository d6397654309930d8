package io.millrace.normalizer.partition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.normalizer.split.Erasure;
import io.millrace.normalizer.split.Split;
import io.millrace.normalizer.split.Treatment;
import io.millrace.redaction.CompiledPolicy;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.event.SourcePosition;
import io.millrace.telemetry.topic.DeadLetter;
import io.millrace.telemetry.topic.RawHeaders;
import io.millrace.telemetry.topic.RequestDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A record that makes the code fail, between records that do not. */
class PoisonTest {
    private static final PartitionSource SOURCE = new PartitionSource(Signal.LOGS, "topicId", 0);
    private static final SourcePosition POSITION = new SourcePosition("topicId", 0, 0, 0, 0);
    private static final int MAX_ATTEMPTS = 3;
    private static final String POISON = "poison";

    private final AtomicInteger attempts = new AtomicInteger();
    private final List<DeadLetter> letters = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final CompletableFuture<@Nullable Void> letterAcknowledged = new CompletableFuture<>();
    private int failures = Integer.MAX_VALUE;
    private Supplier<Throwable> failure = () -> new IllegalStateException(POISON);
    private boolean brokerFails;
    private @Nullable Error sendFailure;

    @Test
    void isTriedABoundedNumberOfTimesAndThenADeadLetterWithoutPayloadSaysWhereItIs() {
        PartitionWorker worker = worker();
        letterAcknowledged.complete(null);

        List<Tally> tallies = process(worker).join().tallies();

        assertThat(attempts).hasValue(MAX_ATTEMPTS);
        assertThat(events).containsExactly("before", "behind");
        DeadLetter letter = letters.get(0);
        assertThat(letters).hasSize(1);
        assertThat(letter.reason()).isEqualTo("defect");
        assertThat(letter.attempt()).isEqualTo(MAX_ATTEMPTS);
        assertThat(letter.offset()).isEqualTo(1);
        assertThat(letter.payload()).isEmpty();
        assertThat(letter.description()).doesNotContain(POISON);
        assertThat(tallies)
                .filteredOn(tally -> tally.outcome() == Tally.Outcome.DEAD_LETTERED)
                .extracting(Tally::reason, Tally::records)
                .containsExactly(tuple("defect", 1L));
    }

    @Test
    void isAnEventWhereALaterTryWorks() {
        failures = MAX_ATTEMPTS - 1;

        process(worker()).join();

        assertThat(events).containsExactly("before", POISON, "behind");
        assertThat(letters).isEmpty();
    }

    @Test
    void holdsTheBatchOpenUntilItsDeadLetterIsAcknowledged() {
        PartitionWorker worker = worker();

        CompletableFuture<PartitionWorker.BatchResult> batch = process(worker);

        assertThat(batch).isNotDone();
        assertThat(worker.checkpoint().nextOffset()).isZero();
        letterAcknowledged.complete(null);
        assertThat(batch).isCompleted();
        assertThat(worker.checkpoint().nextOffset()).isEqualTo(3);
    }

    @Test
    void isDoneAgainWhereTheBrokerDidNotTakeItsDeadLetter() {
        PartitionWorker worker = worker();
        letterAcknowledged.completeExceptionally(new IllegalStateException("send failed"));

        CompletableFuture<PartitionWorker.BatchResult> batch = process(worker);

        assertThat(batch).isCompletedExceptionally();
        assertThat(worker.checkpoint().nextOffset()).isZero();
    }

    @Test
    void isNotTakenForItsOwnRepeatWhenAnErrorEndedTheBatch() {
        letterAcknowledged.complete(null);
        failures = 1;
        failure = () -> new NoClassDefFoundError(POISON);
        PartitionWorker worker = worker();

        assertThat(process(worker)).isCompletedExceptionally();
        events.clear();
        List<Tally> tallies = process(worker).join().tallies();

        assertThat(events).containsExactly("before", POISON, "behind");
        assertThat(tallies).extracting(Tally::outcome).containsOnly(Tally.Outcome.EMITTED);
    }

    @Test
    void isNoPoisonWhereOnlyTheBrokerDidNotTakeIt() {
        failures = 0;
        brokerFails = true;

        assertThat(process(worker())).isCompletedExceptionally();

        assertThat(attempts).hasValue(1);
        assertThat(letters).isEmpty();
    }

    @Test
    void comesAgainWithItsBatchWhereAnErrorMetItsSend() {
        failures = 0;
        sendFailure = new OutOfMemoryError("no heap");
        PartitionWorker worker = worker();

        assertThat(process(worker)).isCompletedExceptionally();
        assertThat(worker.checkpoint().nextOffset()).isZero();
        sendFailure = null;
        events.clear();
        List<Tally> tallies = process(worker).join().tallies();

        assertThat(events).containsExactly("before", POISON, "behind");
        assertThat(letters).isEmpty();
        assertThat(tallies).extracting(Tally::outcome).containsOnly(Tally.Outcome.EMITTED);
    }

    @Test
    void comesAgainWithItsBatchWhereAnErrorMetTheSendOfItsDeadLetter() {
        sendFailure = new OutOfMemoryError("no heap");
        letterAcknowledged.complete(null);
        PartitionWorker worker = worker();

        assertThat(process(worker)).isCompletedExceptionally();
        sendFailure = null;
        process(worker).join();

        assertThat(letters).extracting(DeadLetter::reason).containsExactly("defect");
        assertThat(worker.checkpoint().nextOffset()).isEqualTo(3);
    }

    @Test
    void isNotReachedWhereOffsetsJumpBeforeIt() {
        PartitionWorker worker = worker();
        List<RawRecord> batch = List.of(raw(0, "before"), raw(2, POISON), raw(3, "behind"));

        worker.process(batch, new Notes()).toCompletableFuture().join();

        assertThat(events).containsExactly("before");
        assertThat(worker.checkpoint().nextOffset()).isEqualTo(1);
    }

    private PartitionWorker worker() {
        Treatment treatment = new Treatment(CompiledPolicy.closed(), Erasure.NONE);
        RecordNormalizer normalizer = new RecordNormalizer(
                (origin, signal, body, unused, previous, emission) -> {
                    if (new String(body, UTF_8).equals(POISON) && attempts.incrementAndGet() <= failures) {
                        throw sneaky(failure.get());
                    }
                    emission.event(new Split.Event(POSITION, body));
                    return new Split.End(0, POSITION);
                },
                headers -> treatment,
                new DeadLetters(1_000),
                MAX_ATTEMPTS);
        RepeatWindow window = new RepeatWindow(Duration.ofSeconds(60), 1_000);
        return new PartitionWorker(SOURCE, new Checkpoint(0, Checkpoint.NO_EPOCH, null), window, normalizer);
    }

    private CompletableFuture<PartitionWorker.BatchResult> process(PartitionWorker worker) {
        return worker.process(List.of(raw(0, "before"), raw(1, POISON), raw(2, "behind")), new Notes())
                .toCompletableFuture();
    }

    private static RuntimeException sneaky(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return (RuntimeException) failure;
    }

    private static RawRecord raw(long offset, String text) {
        byte[] body = text.getBytes(UTF_8);
        RequestDigest digest = RequestDigest.of("int", body);
        RecordHeaders headers = new RecordHeaders();
        new RawHeaders("org", "int", "key", 1, digest, 0, 1, null).writeTo(headers);
        return new RawRecord(offset, 0, 1, headers, digest.toKey(), body);
    }

    private final class Notes implements Outlet {
        @Override
        public CompletionStage<@Nullable Void> event(int partition, byte @Nullable [] key, byte[] json) {
            if (sendFailure != null && new String(json, UTF_8).equals(POISON)) {
                throw sendFailure;
            }
            if (brokerFails && new String(json, UTF_8).equals(POISON)) {
                throw new IllegalStateException("producer is closed");
            }
            events.add(new String(json, UTF_8));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<@Nullable Void> deadLetter(DeadLetter letter) {
            if (sendFailure != null) {
                throw sendFailure;
            }
            letters.add(letter);
            return letterAcknowledged;
        }
    }
}
