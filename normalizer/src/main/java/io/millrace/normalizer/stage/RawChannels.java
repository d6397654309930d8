package io.millrace.normalizer.stage;

import io.millrace.telemetry.Signal;
import io.millrace.telemetry.topic.Topics;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** The raw topics as they come in. A batch is acknowledged when all events of all its records are on the broker. */
@ApplicationScoped
class RawChannels {
    private static final String LOGS = "normalizer-raw-logs";
    private static final String METRICS = "normalizer-raw-metrics";
    private static final String TRACES = "normalizer-raw-traces";

    private final RawBatches batches;

    RawChannels(RawBatches batches) {
        this.batches = batches;
    }

    /** Name of the channel of a signal. */
    static String channelOf(Signal signal) {
        return switch (signal) {
            case LOGS -> LOGS;
            case METRICS -> METRICS;
            case TRACES -> TRACES;
        };
    }

    /** Signal of a raw topic. */
    static Signal signalOf(String topic) {
        for (Signal signal : Signal.values()) {
            if (Topics.raw(signal).equals(topic)) {
                return signal;
            }
        }
        throw new IllegalArgumentException("no raw topic: " + topic);
    }

    /** A batch of log bodies. */
    @Incoming(LOGS)
    Uni<Void> logs(ConsumerRecords<byte[], byte[]> batch) {
        return batches.handle(Signal.LOGS, batch);
    }

    /** A batch of metric bodies. */
    @Incoming(METRICS)
    Uni<Void> metrics(ConsumerRecords<byte[], byte[]> batch) {
        return batches.handle(Signal.METRICS, batch);
    }

    /** A batch of trace bodies. */
    @Incoming(TRACES)
    Uni<Void> traces(ConsumerRecords<byte[], byte[]> batch) {
        return batches.handle(Signal.TRACES, batch);
    }
}
