package io.millrace.gateway.publish;

import io.millrace.telemetry.topic.Topics;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Writes requests to the raw topics. This is the one place that says when a request may be answered with 200: when the broker
 * has acknowledged every part. Nothing here waits, so it may be called on an event loop.
 */
public final class RawTopics {
    private static final Logger LOG = Logger.getLogger(RawTopics.class);

    private final CurrentProducer producer;
    private final Breaker breaker;
    private final InFlight inFlight;
    private final LetterRecords letterRecords;
    private final LongConsumer latency;
    private final LongSupplier nanoTime;

    /**
     * Writes with this producer.
     *
     * @param letterRecords makes the dead letters
     * @param latency is told the nanoseconds from the first send to the last acknowledgement of each request
     */
    RawTopics(
            CurrentProducer producer,
            Breaker breaker,
            InFlight inFlight,
            LetterRecords letterRecords,
            LongConsumer latency,
            LongSupplier nanoTime) {
        this.letterRecords = letterRecords;
        this.latency = latency;
        this.producer = producer;
        this.breaker = breaker;
        this.inFlight = inFlight;
        this.nanoTime = nanoTime;
    }

    /** Whether requests should be refused before they are read. */
    public boolean isUnavailable() {
        return breaker.isOpen(nanoTime.getAsLong());
    }

    /**
     * Sends the parts of a request in their order, and its dead letters.
     *
     * @param body what is sent; not empty
     * @param whenSettled runs once Kafka holds nothing of the parts any more, maybe long after the answer; on any thread
     * @return completes with what the client is to be told, within the time that a client may wait
     */
    public CompletionStage<PublishOutcome> publish(RawRequest request, RawBody body, Runnable whenSettled) {
        long now = nanoTime.getAsLong();
        List<Supplier<ProducerRecord<byte[], byte[]>>> dead = letters(request, body);
        Pending pending = new Pending(body.parts().size() + dead.size(), now, () -> {
            latency.accept(nanoTime.getAsLong() - now);
            whenSettled.run();
        });
        if (!breaker.admits(now)) {
            body.parts().forEach(part -> pending.part(PublishOutcome.UNAVAILABLE));
            dead.forEach(letter -> pending.part(PublishOutcome.UNAVAILABLE));
            return pending.answer();
        }
        inFlight.add(pending);
        byte[] key = request.digest().toKey();
        String topic = Topics.raw(request.signal());
        int parts = body.parts().size();
        for (int i = 0; i < parts; i++) {
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(topic, key, body.parts().get(i).get());
            request.headers(i, parts).writeTo(record.headers());
            send(record, pending);
        }
        dead.forEach(letter -> send(letter.get(), pending));
        return pending.answer();
    }

    private List<Supplier<ProducerRecord<byte[], byte[]>>> letters(RawRequest request, RawBody body) {
        return body.refused().isEmpty()
                ? List.of()
                : body.refused().stream()
                        .flatMap(refused -> letterRecords.of(request, refused).stream())
                        .toList();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback reports every outcome
    private void send(ProducerRecord<byte[], byte[]> record, Pending pending) {
        try {
            producer.get().send(record, (metadata, failure) -> completed(pending, record.topic(), failure));
        } catch (KafkaException | IllegalStateException e) {
            completed(pending, record.topic(), e);
        }
    }

    private void completed(Pending pending, String topic, @org.jspecify.annotations.Nullable Exception failure) {
        if (failure == null) {
            breaker.acknowledged();
            pending.part(PublishOutcome.STORED);
            return;
        }
        PublishOutcome outcome = SendFailures.outcome(failure);
        if (outcome == PublishOutcome.REFUSED) {
            LOG.errorf(failure, "Kafka refuses a raw record, topic=%s", topic);
        } else {
            LOG.debugf("Kafka did not take a raw record, topic=%s: %s", topic, failure.getClass());
            breaker.failed(nanoTime.getAsLong());
        }
        producer.failed(failure);
        pending.part(outcome);
    }
}
