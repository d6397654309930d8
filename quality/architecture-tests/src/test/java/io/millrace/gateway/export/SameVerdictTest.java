package io.millrace.gateway.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.normalizer.event.RawOrigin;
import io.millrace.normalizer.split.Erasure;
import io.millrace.normalizer.split.Split;
import io.millrace.normalizer.split.Splitter;
import io.millrace.normalizer.split.Treatment;
import io.millrace.redaction.CompiledPolicy;
import io.millrace.redaction.HmacKeys;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import io.millrace.telemetry.otlp.OtlpLimits;
import io.millrace.telemetry.otlp.OtlpReader;
import io.millrace.telemetry.otlp.Rejection;
import io.millrace.telemetry.otlp.Verdict;
import io.millrace.telemetry.topic.RawHeaders;
import io.millrace.telemetry.topic.RequestDigest;
import io.millrace.testkit.capture.Capture;
import io.millrace.testkit.capture.Captures;
import io.millrace.testkit.capture.Mutilation;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What the gateway tells a client of a body is what the normalizer makes of it, also if the body is a mutilated one. More with
 * {@code -Dmillrace.fuzz.rounds=100000}.
 */
class SameVerdictTest {
    private static final int ROUNDS = Integer.getInteger("millrace.fuzz.rounds", 2_000);
    private static final List<String> HURTFUL = List.of(
            "null", "[]", "{}", "-1", "1e999", "\"\\ud800\"", "\"NaN\"", "\"zz\"", "true", "1.5", "[[[", "\"", "");

    private final BodyCheck gateway = new BodyCheck(new OtlpReader(OtlpLimits.DEFAULT));
    private final Splitter normalizer =
            new Splitter(OtlpLimits.DEFAULT, "0123456789abcdef".getBytes(UTF_8), 8_000_000, Long.MAX_VALUE);
    private final CompiledPolicy policy =
            CompiledPolicy.compile(RedactionPolicy.DEFAULT, new HmacKeys(new byte[16], "org"));
    private final Random random = new Random(20261126);
    private final Mutilation mutilation = new Mutilation(random, HURTFUL);

    @Test
    void gatewayAndNormalizerSayTheSameOfEveryBody() {
        List<Capture> captures = Captures.all().stream()
                .filter(capture -> capture.isJson() && capture.body().length < 20_000)
                .toList();
        int taken = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Capture capture = captures.get(random.nextInt(captures.size()));
            byte[] body = round < captures.size() ? captures.get(round).body() : mutilated(capture.body());
            Signal signal = round < captures.size() ? captures.get(round).signal() : capture.signal();

            Optional<Verdict.Decoded> told =
                    gateway.check(signal, body).fold(Optional::of, refusal -> Optional.empty());
            Split split = split(signal, body);

            if (told.isEmpty()) {
                assertThat(split.events()).isEmpty();
                assertThat(split.leftOver()).extracting(Split.LeftOver::reason).containsExactly("malformed_body");
            } else {
                taken++;
                Verdict.Decoded verdict = told.get();
                assertThat(split.events()).hasSize(verdict.acceptedRecords());
                assertThat(split.leftOver())
                        .extracting(Split.LeftOver::ordinal)
                        .containsExactlyElementsOf(verdict.rejections().stream()
                                .map(Rejection::ordinal)
                                .toList());
                assertThat(split.leftOver())
                        .extracting(Split.LeftOver::reason)
                        .containsExactlyElementsOf(verdict.rejections().stream()
                                .map(Rejection::reason)
                                .toList());
            }
        }
        assertThat(taken).as("bodies that are taken").isGreaterThan(ROUNDS / 50);
    }

    private Split split(Signal signal, byte[] body) {
        RawHeaders headers =
                new RawHeaders("org", "integration", "key", 1, RequestDigest.of("integration", body), 0, 1, null, null);
        return normalizer.split(
                new RawOrigin(headers, "topic", 0, 0, 0),
                signal,
                body,
                new Treatment(policy, Erasure.of(List.of())),
                null);
    }

    /** Replaces values and bytes, so that many bodies are still JSON and few of their records still valid. */
    private byte[] mutilated(byte[] original) {
        byte[] bytes = mutilation.of(original);
        if (random.nextInt(4) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
