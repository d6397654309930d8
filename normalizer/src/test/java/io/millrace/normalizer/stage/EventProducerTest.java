package io.millrace.normalizer.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.telemetry.Signal;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventProducerTest {
    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final EventProducer producer = new EventProducer(Signal.LOGS, kafka);

    @Test
    void anEventIsSentWhenTheBrokerHasIt() {
        CompletableFuture<@Nullable Void> sent = send("first");

        assertThat(sent).isNotDone();
        kafka.completeNext();
        assertThat(sent).isCompleted();
        assertThat(producer.isBroken()).isFalse();
    }

    @Test
    void afterTheFirstFailureNothingIsSentSoThatNoEventOvertakesIt() {
        CompletableFuture<@Nullable Void> failed = send("first");
        kafka.errorNext(new KafkaException("fatal"));

        CompletableFuture<@Nullable Void> later = send("second");

        assertThat(failed).isCompletedExceptionally();
        assertThat(later).isCompletedExceptionally();
        assertThat(kafka.history()).hasSize(1);
        assertThat(kafka.closed()).isTrue();
        assertThat(producer.isBroken()).isTrue();
    }

    private CompletableFuture<@Nullable Void> send(String event) {
        return producer.event(0, null, event.getBytes(UTF_8)).toCompletableFuture();
    }
}
