package io.millrace.telemetry.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.telemetry.Signal;
import java.util.List;

/** What the reader makes of one body; each body goes through both ends, which must agree. */
record Reading(Verdict verdict, RecordedBody records) {

    static Reading of(Signal signal, byte[] body, OtlpLimits limits) {
        OtlpReader reader = new OtlpReader(limits);
        RecordedBody records = new RecordedBody();
        Verdict verdict = reader.read(signal, body, records);
        assertThat(reader.validate(signal, body)).isEqualTo(verdict);
        return new Reading(verdict, records);
    }

    static Reading of(Signal signal, String body) {
        return of(signal, body.getBytes(UTF_8), OtlpLimits.DEFAULT);
    }

    /** Of log records, given as JSON. */
    static Reading ofLogs(String... records) {
        return of(Signal.LOGS, logs(records));
    }

    /** Of one log record with one attribute {@code a} of this value. */
    static Reading ofValue(String value) {
        return ofLogs("{\"attributes\":[{\"key\":\"a\",\"value\":" + value + "}]}");
    }

    /** Of spans, given as the members beside valid ids. */
    static Reading ofSpan(String members) {
        return of(Signal.TRACES, "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{" + members + "}]}]}]}");
    }

    /** Of one metric with one data point. */
    static Reading ofPoint(String kind, String point) {
        return of(
                Signal.METRICS,
                metrics("{\"name\":\"m\",\"" + kind + "\":{\"aggregationTemporality\":1,\"dataPoints\":[" + point
                        + "]}}"));
    }

    static String logs(String... records) {
        return "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[" + String.join(",", records) + "]}]}]}";
    }

    static String metrics(String... metrics) {
        return "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[" + String.join(",", metrics) + "]}]}]}";
    }

    Verdict.Decoded decoded() {
        assertThat(verdict).isInstanceOf(Verdict.Decoded.class);
        return (Verdict.Decoded) verdict;
    }

    Verdict.Malformed malformed() {
        assertThat(verdict).isInstanceOf(Verdict.Malformed.class);
        assertThat(records.ordinals).isEmpty();
        return (Verdict.Malformed) verdict;
    }

    Rejection rejection() {
        assertThat(decoded().rejectedRecords()).isOne();
        assertThat(records.rejections).isEqualTo(decoded().rejections());
        return records.rejections.get(0);
    }

    LogRecord log() {
        assertThat(decoded().rejectedRecords()).isZero();
        assertThat(records.logs).hasSize(1);
        return records.logs.get(0);
    }

    Span span() {
        assertThat(decoded().rejections()).isEmpty();
        assertThat(records.spans).hasSize(1);
        return records.spans.get(0);
    }

    DataPoint point() {
        assertThat(decoded().rejections()).isEmpty();
        assertThat(records.points).hasSize(1);
        return records.points.get(0);
    }

    /** The value of the one attribute of the one log record. */
    AnyValue value() {
        assertThat(log().attributes()).hasSize(1);
        return log().attributes().get(0).value();
    }

    List<Oddity> oddities() {
        return log().oddities();
    }
}
