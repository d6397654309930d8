package io.millrace.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import io.millrace.telemetry.otlp.Rejection;
import io.millrace.telemetry.topic.DeadLetterJson;
import io.millrace.telemetry.topic.RequestDigest;
import io.millrace.telemetry.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RawTopicsTest {
    private static final RawRequest REQUEST = new RawRequest(
            Signal.LOGS,
            "org",
            "integration",
            "key",
            1,
            RequestDigest.of("integration", new byte[] {1}),
            RedactionPolicy.DEFAULT);

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final Breaker breaker = new Breaker(Duration.ofSeconds(1), Duration.ofMillis(500));
    private final InFlight inFlight = new InFlight(breaker, Duration.ofMillis(1_500));
    private final List<Long> latencies = new ArrayList<>();
    private final List<String> settled = new ArrayList<>();
    private long now;
    private final RawTopics topics = new RawTopics(
            new CurrentProducer(() -> producer),
            breaker,
            inFlight,
            new LetterRecords(64 * 1024),
            latencies::add,
            () -> now);

    private CompletableFuture<PublishOutcome> publish(int parts) {
        RawBody body = new RawBody(java.util.Collections.nCopies(parts, () -> new byte[] {2}), List.of());
        return topics.publish(REQUEST, body, () -> settled.add("settled")).toCompletableFuture();
    }

    @Test
    @DisplayName("DUR-1: not before the last part is acknowledged")
    void answersOnceEveryPartIsAcknowledged() {
        CompletableFuture<PublishOutcome> answer = publish(3);
        producer.completeNext();
        producer.completeNext();
        assertThat(answer).isNotDone();
        now = 7;

        producer.completeNext();

        assertThat(answer).isCompletedWithValue(PublishOutcome.STORED);
        assertThat(settled).hasSize(1);
        assertThat(latencies).containsExactly(7L);
    }

    @Test
    @DisplayName("ST-7: one part that too few replicas took")
    void isUnavailableIfOnePartFails() {
        CompletableFuture<PublishOutcome> answer = publish(2);
        producer.completeNext();

        producer.errorNext(new NotEnoughReplicasException("one of two"));

        assertThat(answer).isCompletedWithValue(PublishOutcome.UNAVAILABLE);
    }

    @Test
    @DisplayName("ST-9: what Kafka will never take")
    void isADefectIfKafkaRefusesForGood() {
        CompletableFuture<PublishOutcome> answer = publish(1);

        producer.errorNext(new RecordTooLargeException("never"));

        assertThat(answer).isCompletedWithValue(PublishOutcome.REFUSED);
    }

    @Test
    @DisplayName("DUR-2: the answer comes in time, the bytes stay reserved until Kafka has let go of them")
    void answersInTimeButSettlesLater() {
        CompletableFuture<PublishOutcome> answer = publish(1);
        now = Duration.ofMillis(1_600).toNanos();

        inFlight.sweep(now);

        assertThat(answer).isCompletedWithValue(PublishOutcome.UNAVAILABLE);
        assertThat(settled).isEmpty();
        producer.errorNext(new TimeoutException("expired"));
        assertThat(settled).hasSize(1);
    }

    @Test
    void sendsNothingWhileTheOldestRecordIsTooOld() {
        CompletableFuture<PublishOutcome> first = publish(1);
        now = Duration.ofMillis(1_200).toNanos();
        inFlight.sweep(now);

        CompletableFuture<PublishOutcome> answer = publish(1);

        assertThat(topics.isUnavailable()).isTrue();
        assertThat(first).isNotDone();
        assertThat(answer).isCompletedWithValue(PublishOutcome.UNAVAILABLE);
        assertThat(producer.history()).hasSize(1);
    }

    @Test
    @DisplayName(
            "DUR-2: when everything that waited has expired, a request is let in to find out that the broker is back")
    void letsARequestInAfterEverythingHasExpired() {
        CompletableFuture<PublishOutcome> expired = publish(1);
        now = Duration.ofSeconds(6).toNanos();
        producer.errorNext(new TimeoutException("expired"));
        inFlight.sweep(now);
        assertThat(expired).isCompletedWithValue(PublishOutcome.UNAVAILABLE);
        assertThat(topics.isUnavailable()).isTrue();

        now = Duration.ofMillis(6_600).toNanos();
        boolean refusedUnread = topics.isUnavailable();
        CompletableFuture<PublishOutcome> probe = publish(1);
        producer.completeNext();

        assertThat(refusedUnread).isFalse();
        assertThat(probe).isCompletedWithValue(PublishOutcome.STORED);
        assertThat(topics.isUnavailable()).isFalse();
    }

    @Test
    @DisplayName("PS-6: refused records reach the dead letters before the answer")
    void answersOnceTheDeadLettersAreAcknowledgedToo() {
        Rejection rejection = new Rejection(4, "resourceLogs[0]", "record_too_large", "too large");
        RawBody body = new RawBody(List.of(), List.of(new RefusedRecord(rejection, new byte[100_000])));
        CompletableFuture<PublishOutcome> answer =
                topics.publish(REQUEST, body, () -> {}).toCompletableFuture();
        assertThat(answer).isNotDone();

        while (producer.completeNext()) {
            // all chunks
        }

        assertThat(answer).isCompletedWithValue(PublishOutcome.STORED);
        assertThat(producer.history())
                .hasSizeGreaterThan(1)
                .allMatch(record -> record.topic().equals(Topics.DEAD_LETTERS))
                .allMatch(record -> record.value().length <= 64 * 1024);
        assertThat(producer.history().stream()
                        .mapToInt(record -> DeadLetterJson.read(record.value()).payload().length)
                        .sum())
                .isEqualTo(100_000);
    }
}
