package io.millrace.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.millrace.telemetry.Signal;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** Every meter of the gateway. Tags have few values: the counts per organization are in the ledger. */
@Singleton
public final class GatewayMetrics {
    private static final String PREFIX = "millrace.gateway.";

    private final MeterRegistry registry;
    private final Map<Signal, Accepted> accepted = new EnumMap<>(Signal.class);
    private final Map<String, Counter> refused = new ConcurrentHashMap<>();
    private final Map<String, Counter> rejectedRecords = new ConcurrentHashMap<>();
    private final Map<String, Counter> quotaNotices = new ConcurrentHashMap<>();
    private final Timer kafka;
    private final Counter aborted;
    private final DistributionSummary loopStalls;

    GatewayMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (Signal signal : Signal.values()) {
            accepted.put(signal, new Accepted(registry, signal.wireName()));
        }
        kafka = Timer.builder(PREFIX + "kafka.latency")
                .description("from the first part's send to the answer")
                .serviceLevelObjectives(
                        Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofMillis(500))
                .register(registry);
        aborted = Counter.builder(PREFIX + "requests.aborted")
                .description("requests whose client went away before the body was complete")
                .register(registry);
        loopStalls = DistributionSummary.builder(PREFIX + "loop.stall")
                .baseUnit("ms")
                .description("how late a timer of an event loop ran, from 20 ms on")
                .register(registry);
    }

    /** Counts a request whose records are stored. */
    public void accepted(Signal signal, int records, int bytes) {
        Accepted counters = accepted.get(signal);
        if (counters != null) {
            counters.requests.increment();
            counters.records.increment(records);
            counters.bytes.increment(bytes);
        }
    }

    /**
     * Counts a request that was refused as a whole.
     *
     * @param reason wire name of the reason
     */
    public void refused(String reason) {
        refused.computeIfAbsent(
                        reason,
                        it -> Counter.builder(PREFIX + "requests.rejected")
                                .description("requests that were refused as a whole")
                                .tag("reason", it)
                                .register(registry))
                .increment();
    }

    /** Counts records that were refused alone. */
    public void rejectedRecords(String reason, int records) {
        rejectedRecords
                .computeIfAbsent(
                        reason,
                        it -> Counter.builder(PREFIX + "records.rejected")
                                .description("records that were refused alone")
                                .tag("reason", it)
                                .register(registry))
                .increment(records);
    }

    /** Counts a reply with a notice that a soft quota is used up. */
    public void quotaNotice(String limit) {
        quotaNotices
                .computeIfAbsent(
                        limit,
                        it -> Counter.builder(PREFIX + "quota.notices")
                                .description("replies with a notice that a soft quota is used up")
                                .tag("limit", it)
                                .register(registry))
                .increment();
    }

    /** Counts a request whose client went away before the body was complete. */
    public void aborted() {
        aborted.increment();
    }

    /** Takes note of the time that Kafka took to acknowledge a request. */
    public void kafkaLatency(long nanos) {
        kafka.record(Duration.ofNanos(nanos));
    }

    /** Takes note of an event loop that was late. */
    public void loopStall(long millis) {
        loopStalls.record((double) millis);
    }

    /** Shows how much of a bound is used. */
    public <T> void bound(String name, String description, T source, ToDoubleFunction<T> value) {
        Gauge.builder(PREFIX + name, source, value).description(description).register(registry);
    }

    /** Counters of one signal. */
    private static final class Accepted {
        private final Counter requests;
        private final Counter records;
        private final Counter bytes;

        Accepted(MeterRegistry registry, String signal) {
            requests = counter(registry, "requests.accepted", "requests whose records are stored", signal);
            records = counter(registry, "records.accepted", "records stored", signal);
            bytes = counter(registry, "bytes.accepted", "decompressed bytes of accepted requests", signal);
        }

        private static Counter counter(MeterRegistry registry, String name, String description, String signal) {
            return Counter.builder(PREFIX + name)
                    .description(description)
                    .tag("signal", signal)
                    .register(registry);
        }
    }
}
