package io.millrace.telemetry.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.telemetry.json.GoldenFile;
import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every request that a real client sent; the expected figures were counted by another JSON parser. */
class CapturesTest {
    private final OtlpReader reader = new OtlpReader(OtlpLimits.DEFAULT);

    static List<Expected> expectations() {
        return new String(GoldenFile.read("captures.csv"), UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(Expected::of)
                .toList();
    }

    @Test
    void expectsSomethingOfEveryCapture() throws IOException {
        assertThat(expectations())
                .extracting(Expected::name)
                .containsExactlyInAnyOrderElementsOf(
                        Capture.all().stream().map(Capture::name).toList());
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void readsAllRecordsOfEveryCapture(Expected expected) {
        Capture capture = Capture.named(expected.name());
        RecordedBody recorded = new RecordedBody();

        Verdict verdict = reader.read(capture.signal(), capture.body(), recorded);

        assertThat(verdict).isEqualTo(new Verdict.Decoded(expected.records(), List.of(), 0, List.of()));
        assertThat(reader.validate(capture.signal(), capture.body())).isEqualTo(verdict);
        assertThat(attributes(recorded)).isEqualTo(expected.attributes());
        assertThat(times(recorded).min().orElseThrow()).isEqualTo(expected.earliest());
        assertThat(times(recorded).max().orElseThrow()).isEqualTo(expected.latest());
    }

    @Test
    void readsTheCostThatTheClientReported() throws IOException {
        RecordedBody recorded = new RecordedBody();
        for (Capture capture : Capture.all()) {
            if (capture.name().startsWith("claude-code/")) {
                reader.read(capture.signal(), capture.body(), recorded);
            }
        }
        double cost = 0;
        for (int i = 0; i < recorded.points.size(); i++) {
            if (recorded.metrics.get(i).name().equals("claude_code.cost.usage")) {
                cost += ((DataPoint.DoubleValue) recorded.points.get(i).value()).value();
            }
        }

        assertThat(cost).isCloseTo(0.2438662, within(1e-9));
        assertThat(recorded.logs)
                .filteredOn(log -> log.body().equals(new AnyValue.Text("claude_code.api_request")))
                .hasSize(78);
        assertThat(recorded.spans)
                .filteredOn(span -> span.name().equals("claude_code.llm_request"))
                .hasSize(50);
        assertThat(recorded.points).hasSize(220);
    }

    private static int attributes(RecordedBody recorded) {
        return Stream.of(
                        recorded.logs.stream().map(LogRecord::attributes),
                        recorded.points.stream().map(DataPoint::attributes),
                        recorded.spans.stream().map(Span::attributes))
                .flatMap(lists -> lists)
                .mapToInt(List::size)
                .sum();
    }

    private static LongStream times(RecordedBody recorded) {
        return LongStream.concat(
                recorded.logs.stream().mapToLong(LogRecord::timeUnixNano),
                LongStream.concat(
                        recorded.points.stream().mapToLong(DataPoint::timeUnixNano),
                        recorded.spans.stream().mapToLong(Span::startTimeUnixNano)));
    }

    /** One line of the golden file. */
    record Expected(String name, int records, int attributes, long earliest, long latest) {
        private static Expected of(String line) {
            String[] cells = line.split(",", -1);
            return new Expected(
                    cells[0],
                    Integer.parseInt(cells[1]),
                    Integer.parseInt(cells[2]),
                    Long.parseLong(cells[3]),
                    Long.parseLong(cells[4]));
        }
    }
}
