package io.millrace.normalizer.stage;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.normalizer.partition.Tally;
import io.millrace.telemetry.Signal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Every meter of the normalizer. */
@ApplicationScoped
class NormalizerMetrics {
    private static final String PREFIX = "millrace.normalizer.";

    private static final double MILLIS_A_SECOND = 1_000;

    private final MeterRegistry registry;
    private final Map<Signal, WorkInHand> inHand = new EnumMap<>(Signal.class);

    @Inject
    NormalizerMetrics(MeterRegistry registry) {
        this(registry, Clock.systemUTC());
    }

    NormalizerMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        for (Signal signal : Signal.values()) {
            WorkInHand work = new WorkInHand();
            inHand.put(signal, work);
            Gauge.builder(PREFIX + "lag.seconds", work, now -> now.oldestAgeMillis(clock.millis()) / MILLIS_A_SECOND)
                    .tag("signal", signal.wireName())
                    .strongReference(true)
                    .register(registry);
            // from zero on, since an increase can be seen only from a value to the next
            registry.counter(PREFIX + "lost.records", "signal", signal.wireName());
            registry.counter(PREFIX + "truncated.logs", "signal", signal.wireName());
        }
        registry.counter(PREFIX + "batch.failures");
        registry.counter(PREFIX + "commit.failures");
    }

    /** The records of a signal that are being worked on; the age of the oldest is the lag. */
    WorkInHand inHand(Signal signal) {
        return requireNonNull(inHand.get(signal));
    }

    /** Records by signal, outcome and reason; raw records and their bytes by signal and outcome. */
    void done(Signal signal, List<Tally> tallies) {
        for (Tally tally : tallies) {
            String reason = tally.reason() == null ? "none" : tally.reason();
            String outcome = tally.outcome().wireName();
            registry.counter(PREFIX + "records", "signal", signal.wireName(), "outcome", outcome, "reason", reason)
                    .increment((double) tally.records());
            registry.counter(PREFIX + "raw.records", "signal", signal.wireName(), "outcome", outcome)
                    .increment((double) tally.requests());
            registry.counter(PREFIX + "raw.bytes", "signal", signal.wireName(), "outcome", outcome)
                    .increment((double) tally.bytes());
        }
    }

    /** Raw records that the broker dropped before they were done: an alarm. */
    void lost(Signal signal, long records) {
        registry.counter(PREFIX + "lost.records", "signal", signal.wireName()).increment((double) records);
    }

    /** A raw log that ends before what was done already: an alarm. */
    void truncated(Signal signal) {
        registry.counter(PREFIX + "truncated.logs", "signal", signal.wireName()).increment();
    }

    /** A batch that starts again. */
    void batchFailed() {
        registry.counter(PREFIX + "batch.failures").increment();
    }

    /** A commit of offsets that the broker did not take. */
    void commitFailed() {
        registry.counter(PREFIX + "commit.failures").increment();
    }
}
