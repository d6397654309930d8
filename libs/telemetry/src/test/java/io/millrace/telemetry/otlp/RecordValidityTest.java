package io.millrace.telemetry.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.telemetry.Signal;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conformance cases PS. */
class RecordValidityTest {
    private static final String IDS =
            "\"traceId\":\"5b8efff798038103d269b633813fc60c\",\"spanId\":\"eee19b7ec3c1b174\"";
    private static final String TIME = "\"timeUnixNano\":\"1795384564042000000\"";

    @Test
    @DisplayName("PS-1 PS-2 PS-3 counts refused records and says where, why and how to mend them")
    void countsRefusedRecords() {
        Reading reading = Reading.of(
                Signal.METRICS,
                Reading.metrics(
                        "{\"name\":\"a\",\"gauge\":{\"dataPoints\":[{\"asInt\":1," + TIME + "},{\"asInt\":1}]}}",
                        "{\"name\":\"b\",\"gauge\":{\"dataPoints\":[5,{\"asInt\":2," + TIME + "}]}}"));

        assertThat(reading.decoded().records()).isEqualTo(4);
        assertThat(reading.decoded().rejectedRecords()).isEqualTo(2);
        assertThat(reading.decoded().acceptedRecords()).isEqualTo(2);
        assertThat(reading.decoded().rejections())
                .extracting(Rejection::field)
                .containsExactly(
                        "resourceMetrics[0].scopeMetrics[0].metrics[0].gauge.dataPoints[1].timeUnixNano",
                        "resourceMetrics[0].scopeMetrics[0].metrics[1].gauge.dataPoints[0]");
        assertThat(reading.records().ordinals).containsExactly(0, 1, 2, 3);
        assertThat(reading.records().rejectedSources).containsExactly("{\"asInt\":1}", "5");
        assertThat(reading.records().metrics).extracting(Metric::name).containsExactly("a", "b");
    }

    @Test
    @DisplayName("PS-4 PS-6 hands over every refused record even where the verdict keeps only some")
    void handsOverEveryRefusedRecord() {
        OtlpLimits limits = new OtlpLimits(64, 512, 1000, 1000, 100, 100, 2);

        Reading reading =
                Reading.of(Signal.LOGS, Reading.logs("1", "2", "3", "4").getBytes(UTF_8), limits);

        assertThat(reading.decoded().rejectedRecords()).isEqualTo(4);
        assertThat(reading.decoded().rejections()).hasSize(2);
        assertThat(reading.records().rejectedSources).containsExactly("1", "2", "3", "4");
    }

    @ParameterizedTest
    @DisplayName("PS-1 refuses the record whose own member has another type")
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'\"eventName\":5',eventName",
                "'\"attributes\":{}',attributes",
                "'\"severityText\":[]',severityText"
            })
    void refusesTheRecordWhoseMemberHasAnotherType(String member, String field) {
        Rejection rejection = Reading.ofLogs("{" + member + "}").rejection();

        assertThat(rejection.reason()).isEqualTo("wrong_type");
        assertThat(rejection.field()).endsWith("logRecords[0]." + field);
    }

    @ParameterizedTest
    @DisplayName("PS-7 refuses a point without a time, of any kind")
    @ValueSource(strings = {"gauge", "sum", "histogram", "exponentialHistogram", "summary"})
    void refusesAPointWithoutATime(String kind) {
        assertThat(Reading.ofPoint(kind, "{\"asInt\":1,\"timeUnixNano\":0}")
                        .rejection()
                        .reason())
                .isEqualTo("missing_time");
    }

    @Test
    @DisplayName("PS-8 takes a number point without a value only if it says so")
    void takesAPointWithoutAValueOnlyIfItSaysSo() {
        DataPoint point = Reading.ofPoint("sum", "{" + TIME + ",\"flags\":1}").point();

        assertThat(point.value()).isEqualTo(new DataPoint.NoValue());
        assertThat(Reading.ofPoint("sum", "{" + TIME + ",\"flags\":2}")
                        .rejection()
                        .reason())
                .isEqualTo("missing_value");
    }

    @ParameterizedTest
    @DisplayName("PS-9 refuses a histogram whose buckets and bounds do not fit together")
    @CsvSource({"0,0,true", "1,0,true", "3,2,true", "2,2,false", "0,1,false", "4,2,false"})
    void refusesAHistogramWhoseBucketsDoNotFit(int buckets, int bounds, boolean accepted) {
        String counts = String.join(",", Collections.nCopies(buckets, "0"));
        String limits = String.join(",", List.of("1", "2", "3").subList(0, bounds));
        String point =
                "{" + TIME + ",\"count\":0,\"bucketCounts\":[" + counts + "],\"explicitBounds\":[" + limits + "]}";

        assertThat(Reading.ofPoint("histogram", point).decoded().acceptedRecords())
                .isEqualTo(accepted ? 1 : 0);
    }

    @Test
    @DisplayName("PS-9 flags bounds that do not increase and counts that do not add up")
    void flagsAnOddHistogram() {
        String point = "{" + TIME + ",\"count\":5,\"bucketCounts\":[1,1,\"1\"],\"explicitBounds\":[2,\"2\"]}";

        assertThat(Reading.ofPoint("histogram", point).point().oddities())
                .containsExactly(Oddity.BOUNDS_NOT_INCREASING, Oddity.BUCKET_SUM_MISMATCH);
    }

    @Test
    @DisplayName("PS-10 takes sums without temporality, flagged, with a warning")
    void takesSumsWithoutTemporality() {
        Reading reading =
                Reading.of(Signal.METRICS, Reading.metrics("{\"sum\":{\"dataPoints\":[{\"asInt\":1," + TIME + "}]}}"));

        assertThat(reading.point().oddities()).containsExactly(Oddity.TEMPORALITY_UNSPECIFIED);
        assertThat(reading.decoded().warnings()).singleElement().asString().contains("aggregationTemporality");
    }

    @ParameterizedTest
    @DisplayName("PS-11 takes metrics without points")
    @ValueSource(strings = {"{\"name\":\"m\"}", "{\"name\":\"m\",\"newKind\":{\"dataPoints\":[{}]}}", "{\"sum\":{}}"})
    void takesMetricsWithoutPoints(String metric) {
        assertThat(Reading.of(Signal.METRICS, Reading.metrics(metric)).decoded().records())
                .isZero();
    }

    @Test
    @DisplayName("STR-7 reads two kinds of data in one metric as two metrics, flagged")
    void readsTwoKindsOfData() {
        Reading reading = Reading.of(
                Signal.METRICS,
                Reading.metrics(
                        "{\"gauge\":{\"dataPoints\":[{\"asInt\":1,#}]},\"summary\":{\"dataPoints\":[{#}]},\"name\":\"m\"}"
                                .replace("#", TIME)));

        assertThat(reading.records().metrics)
                .extracting(Metric::kind)
                .containsExactly(Metric.Kind.GAUGE, Metric.Kind.SUMMARY);
        assertThat(reading.records().points).allMatch(point -> point.oddities().contains(Oddity.SEVERAL_VALUES));
    }

    @Test
    @DisplayName("PS-12 takes a log record without times")
    void takesALogRecordWithoutTimes() {
        assertThat(Reading.ofLogs("{\"timeUnixNano\":\"0\"}").oddities()).isEmpty();
    }

    @Test
    @DisplayName("PS-13 flags times that are unlikely and spans that end before they start")
    void flagsUnlikelyTimes() {
        Span backwards = Reading.ofSpan(
                        IDS + ",\"startTimeUnixNano\":1795384564042000000," + "\"endTimeUnixNano\":1795384564041999999")
                .span();
        Span milliseconds = Reading.ofSpan(
                        IDS + ",\"startTimeUnixNano\":1795384564042,\"endTimeUnixNano\":1795384564043")
                .span();

        assertThat(backwards.oddities()).containsExactly(Oddity.END_BEFORE_START);
        assertThat(milliseconds.oddities()).containsExactly(Oddity.UNLIKELY_TIME);
        assertThat(Reading.ofLogs("{\"timeUnixNano\":8835984000000000000}").oddities())
                .containsExactly(Oddity.UNLIKELY_TIME);
    }

    @Test
    @DisplayName("PS-14 keeps flags as sent")
    void keepsFlagsAsSent() {
        assertThat(Reading.ofSpan(IDS + ",\"flags\":4294967041").span().flags()).isEqualTo(0xFFFF_FF01L);
        assertThat(Reading.ofSpan(IDS + ",\"links\":[{\"flags\":768}]")
                        .span()
                        .links()
                        .get(0)
                        .flags())
                .isEqualTo(768);
    }

    @ParameterizedTest
    @DisplayName("PS-15 flags quantiles outside 0 to 1")
    @CsvSource(
            quoteCharacter = '\'',
            value = {"0.5,false", "1,false", "1.5,true", "-0.1,true", "'\"NaN\"',true"})
    void flagsQuantilesOutOfRange(String quantile, boolean odd) {
        DataPoint point = Reading.ofPoint(
                        "summary",
                        "{" + TIME + ",\"count\":2,\"sum\":3,\"quantileValues\":[{\"quantile\":" + quantile
                                + ",\"value\":1}]}")
                .point();

        assertThat(point.oddities()).isEqualTo(odd ? List.of(Oddity.QUANTILE_OUT_OF_RANGE) : List.of());
    }

    @Test
    @DisplayName("PS-9 reads exponential histograms")
    void readsExponentialHistograms() {
        DataPoint point = Reading.ofPoint(
                        "exponentialHistogram",
                        "{" + TIME + ",\"count\":\"6\",\"sum\":1,\"scale\":-3,\"zeroCount\":1,\"zeroThreshold\":0.5,"
                                + "\"positive\":{\"offset\":\"-2\",\"bucketCounts\":[1,\"2\"]},\"negative\":{\"bucketCounts\":[2]}}")
                .point();

        assertThat(point.oddities()).isEmpty();
        assertThat(point.value())
                .isEqualTo(new DataPoint.ExponentialHistogram(
                        6,
                        1.0,
                        null,
                        null,
                        -3,
                        1,
                        0.5,
                        new DataPoint.Buckets(-2, List.of(1L, 2L)),
                        new DataPoint.Buckets(0, List.of(2L))));
    }
}
