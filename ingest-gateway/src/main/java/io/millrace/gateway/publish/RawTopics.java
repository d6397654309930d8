package io.millrace.gateway.publish;

import io.millrace.telemetry.topic.Topics;
import java.util.List;
import java.util.concurrent.CompletionStage;
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
    private final LongSupplier nanoTime;

    RawTopics(CurrentProducer producer, Breaker breaker, InFlight inFlight, LongSupplier nanoTime) {
        this.producer = producer;
        this.breaker = breaker;
        this.inFlight = inFlight;
        this.nanoTime = nanoTime;
    }

    /** Whether requests should be refused before they are read. */
    public boolean isUnavailable() {
        return breaker.isOpen();
    }

    /**
     * Sends the parts of a request in their order.
     *
     * @param parts values of the raw records, from 1; each is asked for once, just before it is sent
     * @param whenSettled runs once Kafka holds nothing of the parts any more, maybe long after the answer; on any thread
     * @return completes with what the client is to be told, within the time that a client may wait
     */
    public CompletionStage<PublishOutcome> publish(
            RawRequest request, List<Supplier<byte[]>> parts, Runnable whenSettled) {
        long now = nanoTime.getAsLong();
        Pending pending = new Pending(parts.size(), now, whenSettled);
        if (!breaker.admits(now)) {
            parts.forEach(part -> pending.part(PublishOutcome.UNAVAILABLE));
            return pending.answer();
        }
        inFlight.add(pending);
        byte[] key = request.digest().toKey();
        String topic = Topics.raw(request.signal());
        for (int i = 0; i < parts.size(); i++) {
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(topic, key, parts.get(i).get());
            request.headers(i, parts.size()).writeTo(record.headers());
            send(record, pending);
        }
        return pending.answer();
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
