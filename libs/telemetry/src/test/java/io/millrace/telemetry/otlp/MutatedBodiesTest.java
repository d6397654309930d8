package io.millrace.telemetry.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.telemetry.Signal;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Captures with bytes changed, cut out, repeated and replaced by what hurts. The default run is short; the long one is
 * {@code -Dmillrace.fuzz.rounds=100000}.
 */
class MutatedBodiesTest {
    private static final int ROUNDS = Integer.getInteger("millrace.fuzz.rounds", 3_000);
    private static final int MAX_HEAP_PER_BYTE = 100;
    private static final int HEAP_FOR_ANY_BODY = 300_000; // parser buffers and the reader itself
    private static final List<String> HURTFUL = List.of(
            "null",
            "[]",
            "{}",
            "\"\"",
            "-1",
            "1e999",
            "1e+21",
            "\"\\ud800\"",
            "[[[[",
            "}}}}",
            "\\",
            "\"",
            "\u0000",
            "\u00ff",
            "18446744073709551616",
            "\"NaN\"",
            "{\"arrayValue\":{\"values\":[",
            "\"key\":",
            "true",
            ",",
            ":");

    private final OtlpReader reader = new OtlpReader(OtlpLimits.DEFAULT);
    private final Random random = new Random(20261123);

    @Test
    void bothEndsComeToTheSameVerdictOnEveryMutation() throws IOException {
        List<Capture> captures = Capture.all().stream()
                .filter(capture -> capture.body().length < 20_000)
                .toList();
        int decoded = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Capture capture = captures.get(random.nextInt(captures.size()));
            byte[] body = mutated(capture.body());
            RecordedBody recorded = new RecordedBody();

            Verdict verdict = reader.read(capture.signal(), body, recorded);

            assertThat(reader.validate(capture.signal(), body)).isEqualTo(verdict);
            if (verdict instanceof Verdict.Decoded accepted) {
                decoded++;
                assertThat(recorded.ordinals).hasSize(accepted.records());
                assertThat(recorded.rejections).hasSize(accepted.rejectedRecords());
                assertThat(new BodySplitter(OtlpLimits.DEFAULT, Integer.MAX_VALUE)
                                .split(capture.signal(), body, body.length * 2 + 1_000).parts().stream()
                                        .mapToInt(BodyPart::records)
                                        .sum())
                        .isEqualTo(accepted.records());
            } else {
                assertThat(recorded.ordinals).isEmpty();
            }
        }
        assertThat(decoded).as("mutations that still decode").isBetween(ROUNDS / 100, ROUNDS);
    }

    @Test
    void usesABoundedNumberOfBytesPerByte() {
        for (String element : List.of("{}", "5", "{\"attributes\":[{\"key\":\"k\"}]}", "[[]]", "{\"body\":{}}")) {
            byte[] body = Reading.logs((element + ",").repeat(20_000) + element).getBytes(StandardCharsets.UTF_8);
            reader.validate(Signal.LOGS, body);
            long before = allocated();

            reader.validate(Signal.LOGS, body);

            assertThat(allocated() - before)
                    .as("allocated for %s", element)
                    .isLessThan(HEAP_FOR_ANY_BODY + (long) MAX_HEAP_PER_BYTE * body.length);
        }
    }

    private byte[] mutated(byte[] original) {
        byte[] body = original.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && body.length > 1; i++) {
            int at = random.nextInt(body.length);
            switch (random.nextInt(5)) {
                case 0 -> body[at] = (byte) random.nextInt(256);
                case 1 -> body[at] ^= (byte) (1 << random.nextInt(7));
                case 2 -> body = replaced(body, at, Math.min(body.length, at + random.nextInt(40)), new byte[0]);
                case 3 -> body = replaced(body, at, at, hurtful());
                default -> body = valueReplaced(body, at);
            }
        }
        return body;
    }

    /** Replaces the value behind the next colon, so that many mutations are still JSON. */
    private byte[] valueReplaced(byte[] body, int from) {
        int start = from;
        while (start < body.length && body[start] != ':') {
            start++;
        }
        int end = Math.min(body.length, start + 1);
        while (end < body.length && ",}]{[".indexOf(body[end]) < 0) {
            end++;
        }
        return start + 1 >= end ? body : replaced(body, start + 1, end, hurtful());
    }

    private byte[] hurtful() {
        return HURTFUL.get(random.nextInt(HURTFUL.size())).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] replaced(byte[] body, int start, int end, byte[] by) {
        byte[] result = Arrays.copyOf(body, body.length - (end - start) + by.length);
        System.arraycopy(by, 0, result, start, by.length);
        System.arraycopy(body, end, result, start + by.length, body.length - end);
        return result;
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
