package io.millrace.telemetry.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.telemetry.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every request that a real client sent. */
class CapturesTest {
    private static final Path CAPTURES = Path.of("../../quality/testkit/src/main/resources/captures");

    private final OtlpReader reader = new OtlpReader(OtlpLimits.DEFAULT);

    static List<Path> bodies() throws IOException {
        try (Stream<Path> files = Files.walk(CAPTURES)) {
            return files.filter(file -> file.toString().matches(".*-(logs|metrics|traces)\\.json"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void readsAllRecordsOfEveryCapture(Path file) throws IOException {
        byte[] body = Files.readAllBytes(file);
        String name = file.getFileName().toString();
        Signal signal = Signal.ofWireName(name.substring(name.indexOf('-') + 1, name.indexOf('.')))
                .orElseThrow();
        RecordedBody recorded = new RecordedBody();

        Verdict verdict = reader.read(signal, body, recorded);

        assertThat(reader.validate(signal, body)).isEqualTo(verdict);
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Decoded.class, decoded -> {
            assertThat(decoded.records()).isEqualTo(recorded.ordinals.size()).isPositive();
            assertThat(decoded.rejections()).isEmpty();
            assertThat(decoded.warnings()).isEmpty();
        });
    }
}
