package io.millrace.normalizer.stage;

import io.millrace.telemetry.Signal;
import java.util.EnumMap;
import java.util.Map;

/** The producers of the events, one for each signal; a broken one is replaced when the next batch asks. */
final class EventProducers implements AutoCloseable {
    private final Map<Signal, EventProducer> current = new EnumMap<>(Signal.class);
    private final KafkaSettings settings;
    private boolean closed;

    EventProducers(KafkaSettings settings) {
        this.settings = settings;
    }

    /** A producer that works as far as is known. A batch uses one only, from its first event to its last. */
    synchronized EventProducer of(Signal signal) {
        if (closed) {
            throw new IllegalStateException("producers are closed");
        }
        EventProducer producer = current.get(signal);
        if (producer == null || producer.isBroken()) {
            producer = new EventProducer(signal, settings.eventProducer(signal.wireName()));
            current.put(signal, producer);
        }
        return producer;
    }

    @Override
    public synchronized void close() {
        closed = true;
        current.values().forEach(EventProducer::close);
        current.clear();
    }
}
