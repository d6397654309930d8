package io.millrace.normalizer.stage;

import io.millrace.normalizer.partition.Outlet;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.topic.DeadLetter;
import io.millrace.telemetry.topic.DeadLetterJson;
import io.millrace.telemetry.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One life of a producer: from the first fatal error on it takes nothing more and sends nothing more, so that no event
 * overtakes one that failed. Sends wait while the producer's buffer is full.
 */
final class EventProducer implements Outlet, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(EventProducer.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    private final Producer<byte[], byte[]> producer;
    private final String eventsTopic;
    private final AtomicBoolean broken = new AtomicBoolean();

    EventProducer(Signal signal, Map<String, Object> settings) {
        this(signal, new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    EventProducer(Signal signal, Producer<byte[], byte[]> producer) {
        this.producer = producer;
        this.eventsTopic = Topics.events(signal);
    }

    /** Whether a send has failed. */
    boolean isBroken() {
        return broken.get();
    }

    @Override
    public CompletionStage<@Nullable Void> event(int partition, byte @Nullable [] key, byte[] json) {
        return send(new ProducerRecord<>(eventsTopic, partition, key, json));
    }

    @Override
    public CompletionStage<@Nullable Void> deadLetter(DeadLetter letter) {
        String integration = letter.integration();
        byte[] key = integration == null ? null : integration.getBytes(StandardCharsets.UTF_8);
        return send(new ProducerRecord<>(Topics.DEAD_LETTERS, key, DeadLetterJson.write(letter)));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback is told the same, and earlier
    private CompletionStage<@Nullable Void> send(ProducerRecord<byte[], byte[]> message) {
        if (isBroken()) {
            return CompletableFuture.failedFuture(new KafkaException("the producer is closed after a failed send"));
        }
        CompletableFuture<@Nullable Void> acknowledged = new CompletableFuture<>();
        try {
            producer.send(message, (metadata, failure) -> {
                if (failure == null) {
                    acknowledged.complete(null);
                } else {
                    breakDown(message.topic(), failure);
                    acknowledged.completeExceptionally(failure);
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            breakDown(message.topic(), e);
            acknowledged.completeExceptionally(e);
        }
        return acknowledged;
    }

    private void breakDown(String topic, Exception failure) {
        if (broken.compareAndSet(false, true)) {
            LOG.errorf(failure, "send failed, the producer is closed and its partitions start again topic=%s", topic);
            producer.close(Duration.ZERO);
        }
    }

    @Override
    public void close() {
        if (!isBroken()) {
            producer.close(CLOSE_LIMIT);
        }
    }
}
