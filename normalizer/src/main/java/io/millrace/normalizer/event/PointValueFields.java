package io.millrace.normalizer.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.millrace.telemetry.otlp.DataPoint;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Fields that hold the value of a data point. */
final class PointValueFields {
    private static final SerializedString VALUE = Field.of("value");
    private static final SerializedString VALUE_INT = Field.of("value_int");
    private static final SerializedString COUNT = Field.of("count");
    private static final SerializedString SUM = Field.of("sum");
    private static final SerializedString MIN = Field.of("min");
    private static final SerializedString MAX = Field.of("max");
    private static final SerializedString BOUNDS = Field.of("bounds");
    private static final SerializedString BUCKET_COUNTS = Field.of("bucket_counts");
    private static final SerializedString EXPONENTIAL = Field.of("exponential");
    private static final SerializedString QUANTILES = Field.of("quantiles");

    private PointValueFields() {}

    static void write(JsonGenerator json, DataPoint.Value value, Flags flags) throws IOException {
        if (value instanceof DataPoint.IntValue number) {
            Fields.real(json, VALUE, (double) number.value());
            Fields.number(json, VALUE_INT, number.value());
        } else if (value instanceof DataPoint.DoubleValue number) {
            Fields.real(json, VALUE, number.value());
        } else if (value instanceof DataPoint.Histogram histogram) {
            writeHistogram(json, histogram, flags);
        } else if (value instanceof DataPoint.ExponentialHistogram histogram) {
            writeExponential(json, histogram, flags);
        } else if (value instanceof DataPoint.Summary summary) {
            writeSummary(json, summary, flags);
        }
    }

    private static void writeHistogram(JsonGenerator json, DataPoint.Histogram histogram, Flags flags)
            throws IOException {
        writeTotals(json, histogram.count(), histogram.sum(), histogram.min(), histogram.max(), flags);
        json.writeFieldName(BOUNDS);
        Fields.realList(json, histogram.bounds());
        json.writeFieldName(BUCKET_COUNTS);
        Fields.unsignedList(json, histogram.bucketCounts());
    }

    private static void writeExponential(JsonGenerator json, DataPoint.ExponentialHistogram histogram, Flags flags)
            throws IOException {
        writeTotals(json, histogram.count(), histogram.sum(), histogram.min(), histogram.max(), flags);
        json.writeFieldName(EXPONENTIAL);
        json.writeStartObject();
        json.writeNumberField("scale", histogram.scale());
        json.writeFieldName("zero_count");
        Fields.unsignedValue(json, histogram.zeroCount());
        json.writeFieldName("zero_threshold");
        Fields.realValue(json, histogram.zeroThreshold());
        json.writeFieldName("positive");
        writeBuckets(json, histogram.positive());
        json.writeFieldName("negative");
        writeBuckets(json, histogram.negative());
        json.writeEndObject();
    }

    private static void writeBuckets(JsonGenerator json, DataPoint.Buckets buckets) throws IOException {
        json.writeStartObject();
        json.writeNumberField("offset", buckets.offset());
        json.writeFieldName("bucket_counts");
        Fields.unsignedList(json, buckets.bucketCounts());
        json.writeEndObject();
    }

    private static void writeSummary(JsonGenerator json, DataPoint.Summary summary, Flags flags) throws IOException {
        writeTotals(json, summary.count(), summary.sum(), null, null, flags);
        json.writeFieldName(QUANTILES);
        json.writeStartArray();
        for (DataPoint.Quantile quantile : summary.quantiles()) {
            json.writeStartObject();
            json.writeFieldName("quantile");
            Fields.realValue(json, quantile.quantile());
            json.writeFieldName("value");
            Fields.realValue(json, quantile.value());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeTotals(
            JsonGenerator json,
            long count,
            @Nullable Double sum,
            @Nullable Double min,
            @Nullable Double max,
            Flags flags)
            throws IOException {
        Fields.unsigned(json, COUNT, count, flags);
        Fields.real(json, SUM, sum);
        Fields.real(json, MIN, min);
        Fields.real(json, MAX, max);
    }
}
