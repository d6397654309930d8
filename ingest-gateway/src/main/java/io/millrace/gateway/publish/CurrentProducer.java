package io.millrace.gateway.publish;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.jboss.logging.Logger;

/** The producer in use, and its replacement after a failure that it cannot outlive: no restart is needed. */
final class CurrentProducer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(CurrentProducer.class);

    private final Supplier<Producer<byte[], byte[]>> factory;
    private volatile Producer<byte[], byte[]> producer;
    private volatile boolean ended;

    CurrentProducer(Supplier<Producer<byte[], byte[]>> factory) {
        this.factory = factory;
        this.producer = factory.get();
    }

    Producer<byte[], byte[]> get() {
        return producer;
    }

    /** Takes note of a failure; {@link #replaceIfEnded} acts on it later, on a thread that may wait. */
    void failed(Exception failure) {
        if (SendFailures.endsProducer(failure)) {
            ended = true;
        }
    }

    /** Opens a new producer if the old one can send no more. Closing the old one fails what it still holds. */
    void replaceIfEnded() {
        if (ended) {
            Producer<byte[], byte[]> old = producer;
            producer = factory.get();
            ended = false;
            LOG.warn("Kafka producer replaced after a failure that ended it");
            old.close(Duration.ZERO);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
