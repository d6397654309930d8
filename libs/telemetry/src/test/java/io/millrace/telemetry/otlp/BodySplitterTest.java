package io.millrace.telemetry.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.telemetry.Signal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** SIZE-5: a body that is too large for one Kafka record. */
class BodySplitterTest {
    private final OtlpReader reader = new OtlpReader(OtlpLimits.DEFAULT);
    private final BodySplitter splitter = new BodySplitter(OtlpLimits.DEFAULT, 100_000);

    @Test
    void cutsAtRecordsAndRepeatsTheEnvelopesByteForByte() {
        byte[] body = bytes("""
                { "resourceLogs": [ {"x" : [1 ,2], "scopeLogs":[{"logRecords":[ {"flags" : 1}, {"flags":2} , {"flags":3}],
                "scope": {"name":"s"}, "schemaUrl":"u"}], "resource" : {"attributes":[]} } ], "other":5 }""");

        SplitBody split = splitter.split(Signal.LOGS, body, 170);

        assertThat(texts(split)).containsExactly("""
                {"resourceLogs":[{"x" : [1 ,2],"resource" : {"attributes":[]},"scopeLogs":[{"scope": {"name":"s"},\
                "schemaUrl":"u","logRecords":[{"flags" : 1},{"flags":2}]}]}]}""", """
                {"resourceLogs":[{"x" : [1 ,2],"resource" : {"attributes":[]},"scopeLogs":[{"scope": {"name":"s"},\
                "schemaUrl":"u","logRecords":[{"flags":3}]}]}]}""");
        assertThat(split.tooLarge()).isEmpty();
    }

    @Test
    void keepsWhatPointsOfAMetricShare() {
        byte[] body = bytes("""
                {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"m","sum":{"isMonotonic":true,"dataPoints":\
                [{"a":1},{"a":2}],"aggregationTemporality":1},"unit":"By"},{"gauge":{"dataPoints":[{"b":1}]}}]}]}]}""");

        SplitBody split = splitter.split(Signal.METRICS, body, 170);

        assertThat(texts(split)).containsExactly("""
                {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"m","unit":"By","sum":{"isMonotonic":true,\
                "aggregationTemporality":1,"dataPoints":[{"a":1},{"a":2}]}}]}]}]}""", """
                {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"gauge":{"dataPoints":[{"b":1}]}}]}]}]}""");
    }

    @Test
    void refusesOnlyTheRecordThatCanNeverFit() {
        String large = "{\"eventName\":\"" + "x".repeat(500) + "\"}";
        byte[] body = bytes("{\"resourceLogs\":[{},{\"scopeLogs\":[null,{\"logRecords\":[{}," + large + ",{}]}]}]}");

        SplitBody split = splitter.split(Signal.LOGS, body, 400);

        assertThat(texts(split)).containsExactly("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{},{}]}]}]}");
        assertThat(split.tooLargeRecords()).isOne();
        assertThat(split.tooLarge()).singleElement().satisfies(record -> {
            assertThat(record.rejection().ordinal()).isOne();
            assertThat(record.rejection().field()).isEqualTo("resourceLogs[1].scopeLogs[1].logRecords[1]");
            assertThat(record.rejection().reason()).isEqualTo("record_too_large");
            assertThat(new String(body, record.start(), record.endExclusive() - record.start(), UTF_8))
                    .isEqualTo(large);
        });
    }

    @Test
    void doesNotRepeatALargeEnvelopeWithoutEnd() {
        String envelope = "\"schemaUrl\":\"" + "x".repeat(10_000) + "\"";
        String records = "{},".repeat(5_000) + "{}";
        byte[] body =
                bytes("{\"resourceLogs\":[{" + envelope + ",\"scopeLogs\":[{\"logRecords\":[" + records + "]}]}]}");

        SplitBody split = splitter.split(Signal.LOGS, body, 10_070);

        long size = split.parts().stream().mapToLong(BodyPart::sizeBytes).sum();
        int kept = split.parts().stream().mapToInt(BodyPart::records).sum();
        assertThat(size).isLessThanOrEqualTo(4L * body.length);
        assertThat(kept + split.tooLargeRecords()).isEqualTo(5_001);
        assertThat(split.tooLarge()).hasSize(OtlpLimits.DEFAULT.maxKeptRejections());
    }

    @Test
    void cutsABodyOfManyTinyRecordsByTheirNumber() {
        byte[] body =
                bytes("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[" + "{},".repeat(249_999) + "{}]}]}]}");
        int max = body.length * 2;

        SplitBody split = splitter.split(Signal.LOGS, body, max);

        assertThat(split.parts()).extracting(BodyPart::records).containsExactly(100_000, 100_000, 50_000);
        assertThat(split.tooLarge()).isEmpty();
        assertThat(splitter.fits(body, 250_000, max)).isFalse();
        assertThat(splitter.fits(body, 100_000, max)).isTrue();
        assertThat(splitter.fits(body, 1, body.length - 1)).isFalse();
    }

    @Test
    void hasNoPartForABodyWithoutRecords() {
        assertThat(splitter.split(Signal.TRACES, bytes("\uFEFF{\"resourceSpans\":null}"), 5)
                        .parts())
                .isEmpty();
    }

    @Test
    void refusesWhatIsNoJsonWithoutQuotingIt() {
        assertThatThrownBy(() -> splitter.split(Signal.TRACES, bytes("{\"secret"), 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @ParameterizedTest
    @MethodSource("io.millrace.telemetry.otlp.Capture#all")
    void partsOfEveryCaptureHoldTheSameRecordsInTheSameOrder(Capture capture) {
        byte[] body = capture.body();
        RecordedBody whole = new RecordedBody();
        reader.read(capture.signal(), body, whole);
        int max = Math.max(4_000, body.length / 3);

        SplitBody split = splitter.split(capture.signal(), body, max);

        RecordedBody together = new RecordedBody();
        for (BodyPart part : split.parts()) {
            byte[] bytes = part.toBytes();
            assertThat(bytes).hasSize(part.sizeBytes()).hasSizeLessThanOrEqualTo(max);
            assertThat(reader.read(capture.signal(), bytes, together))
                    .isEqualTo(new Verdict.Decoded(part.records(), List.of(), 0, List.of()));
        }
        assertThat(together.logs).isEqualTo(whole.logs);
        assertThat(together.points).usingRecursiveComparison().isEqualTo(whole.points);
        assertThat(together.metrics).isEqualTo(whole.metrics);
        assertThat(together.spans).isEqualTo(whole.spans);
        assertThat(together.resources).usingRecursiveComparison().isEqualTo(whole.resources);
        assertThat(together.scopes).isEqualTo(whole.scopes);
        assertThat(split.tooLarge()).isEmpty();
    }

    private static List<String> texts(SplitBody split) {
        List<String> texts = new ArrayList<>();
        split.parts().forEach(part -> texts.add(new String(part.toBytes(), UTF_8)));
        return texts;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
