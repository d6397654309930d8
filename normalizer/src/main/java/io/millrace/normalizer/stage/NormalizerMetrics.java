package io.millrace.normalizer.stage;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.normalizer.partition.Tally;
import io.millrace.telemetry.Signal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Every meter of the normalizer. */
@ApplicationScoped
class NormalizerMetrics {
    private static final String PREFIX = "millrace.normalizer.";

    private final MeterRegistry registry;

    NormalizerMetrics(MeterRegistry registry) {
        this.registry = registry;
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
