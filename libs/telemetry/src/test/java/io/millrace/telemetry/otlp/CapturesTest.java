package io.millrace.telemetry.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every request that a real client sent. */
class CapturesTest {
    private final OtlpReader reader = new OtlpReader(OtlpLimits.DEFAULT);

    @ParameterizedTest
    @MethodSource("io.millrace.telemetry.otlp.Capture#all")
    void readsAllRecordsOfEveryCapture(Capture capture) {
        byte[] body = capture.body();
        RecordedBody recorded = new RecordedBody();

        Verdict verdict = reader.read(capture.signal(), body, recorded);

        assertThat(reader.validate(capture.signal(), body)).isEqualTo(verdict);
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Decoded.class, decoded -> {
            assertThat(decoded.records()).isEqualTo(recorded.ordinals.size()).isPositive();
            assertThat(decoded.rejections()).isEmpty();
            assertThat(decoded.warnings()).isEmpty();
        });
    }
}
