package io.millrace.normalizer.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.telemetry.Signal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class NormalizerLagTest {
    private static final long NOW = 1_800_000_000_000L;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final NormalizerMetrics metrics =
            new NormalizerMetrics(registry, Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC));

    @Test
    void isZeroForEverySignalWhereNothingWaits() {
        assertThat(lag(Signal.LOGS)).isZero();
        assertThat(lag(Signal.METRICS)).isZero();
        assertThat(lag(Signal.TRACES)).isZero();
    }

    @Test
    void isTheAgeOfTheOldestRecordInHandOfItsSignal() {
        metrics.inHand(Signal.LOGS).begin(NOW - 2_000);
        metrics.inHand(Signal.LOGS).begin(NOW - 90_500);
        metrics.inHand(Signal.TRACES).begin(NOW - 1_000);

        assertThat(lag(Signal.LOGS)).isEqualTo(90.5);
        assertThat(lag(Signal.TRACES)).isEqualTo(1.0);
    }

    @Test
    void fallsWhenTheOldestBatchIsDoneAndIsZeroAfterTheLast() {
        WorkInHand.Batch old = metrics.inHand(Signal.METRICS).begin(NOW - 60_000);
        WorkInHand.Batch young = metrics.inHand(Signal.METRICS).begin(NOW - 500);

        old.end();
        assertThat(lag(Signal.METRICS)).isEqualTo(0.5);
        young.end();
        assertThat(lag(Signal.METRICS)).isZero();
    }

    @Test
    void isNotNegativeWhereTheBrokersClockIsAhead() {
        metrics.inHand(Signal.LOGS).begin(NOW + 5_000);

        assertThat(lag(Signal.LOGS)).isZero();
    }

    private double lag(Signal signal) {
        return registry.get("millrace.normalizer.lag.seconds")
                .tag("signal", signal.wireName())
                .gauge()
                .value();
    }
}
