package io.millrace.redaction;

import static io.millrace.redaction.OtlpValueJson.realField;
import static io.millrace.redaction.OtlpValueJson.textField;
import static io.millrace.redaction.OtlpValueJson.unsignedField;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.telemetry.otlp.Attribute;
import io.millrace.telemetry.otlp.DataPoint;
import io.millrace.telemetry.otlp.Metric;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a data point as OTLP/JSON, inside a metric of its own. */
final class MetricJson {
    private MetricJson() {}

    static void write(JsonGenerator json, Metric metric, DataPoint point, List<Attribute> attributes)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("name", metric.name());
        textField(json, "description", metric.description());
        textField(json, "unit", metric.unit());
        OtlpValueJson.attributes(json, "metadata", metric.metadata());
        json.writeObjectFieldStart(metric.kind().wireName());
        if (metric.kind() != Metric.Kind.GAUGE && metric.kind() != Metric.Kind.SUMMARY) {
            json.writeNumberField("aggregationTemporality", metric.temporality());
        }
        if (metric.kind() == Metric.Kind.SUM) {
            json.writeBooleanField("isMonotonic", metric.monotonic());
        }
        json.writeArrayFieldStart("dataPoints");
        point(json, point, attributes);
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void point(JsonGenerator json, DataPoint point, List<Attribute> attributes) throws IOException {
        json.writeStartObject();
        unsignedField(json, "startTimeUnixNano", point.startTimeUnixNano());
        unsignedField(json, "timeUnixNano", point.timeUnixNano());
        json.writeNumberField("flags", point.flags());
        OtlpValueJson.attributes(json, "attributes", attributes);
        if (!point.exemplars().isEmpty()) {
            json.writeArrayFieldStart("exemplars");
            for (DataPoint.Exemplar exemplar : point.exemplars()) {
                exemplar(json, exemplar);
            }
            json.writeEndArray();
        }
        value(json, point.value());
        json.writeEndObject();
    }

    private static void value(JsonGenerator json, DataPoint.Value value) throws IOException {
        if (value instanceof DataPoint.IntValue number) {
            json.writeStringField("asInt", Long.toString(number.value()));
        } else if (value instanceof DataPoint.DoubleValue number) {
            realField(json, "asDouble", number.value());
        } else if (value instanceof DataPoint.Histogram histogram) {
            totals(json, histogram.count(), histogram.sum(), histogram.min(), histogram.max());
            counts(json, histogram.bucketCounts());
            json.writeArrayFieldStart("explicitBounds");
            for (double bound : histogram.bounds()) {
                OtlpValueJson.real(json, bound);
            }
            json.writeEndArray();
        } else if (value instanceof DataPoint.ExponentialHistogram histogram) {
            totals(json, histogram.count(), histogram.sum(), histogram.min(), histogram.max());
            json.writeNumberField("scale", histogram.scale());
            unsignedField(json, "zeroCount", histogram.zeroCount());
            realField(json, "zeroThreshold", histogram.zeroThreshold());
            buckets(json, "positive", histogram.positive());
            buckets(json, "negative", histogram.negative());
        } else if (value instanceof DataPoint.Summary summary) {
            summary(json, summary);
        }
    }

    private static void summary(JsonGenerator json, DataPoint.Summary summary) throws IOException {
        totals(json, summary.count(), summary.sum(), null, null);
        json.writeArrayFieldStart("quantileValues");
        for (DataPoint.Quantile quantile : summary.quantiles()) {
            json.writeStartObject();
            realField(json, "quantile", quantile.quantile());
            realField(json, "value", quantile.value());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void totals(
            JsonGenerator json, long count, @Nullable Double sum, @Nullable Double min, @Nullable Double max)
            throws IOException {
        unsignedField(json, "count", count);
        realField(json, "sum", sum);
        realField(json, "min", min);
        realField(json, "max", max);
    }

    private static void buckets(JsonGenerator json, String name, DataPoint.Buckets buckets) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("offset", buckets.offset());
        counts(json, buckets.bucketCounts());
        json.writeEndObject();
    }

    private static void counts(JsonGenerator json, List<Long> counts) throws IOException {
        json.writeArrayFieldStart("bucketCounts");
        for (long count : counts) {
            json.writeString(Long.toUnsignedString(count));
        }
        json.writeEndArray();
    }

    private static void exemplar(JsonGenerator json, DataPoint.Exemplar exemplar) throws IOException {
        json.writeStartObject();
        unsignedField(json, "timeUnixNano", exemplar.timeUnixNano());
        Number value = exemplar.value();
        if (value instanceof Double || value instanceof Float) {
            realField(json, "asDouble", value.doubleValue());
        } else if (value != null) {
            json.writeStringField("asInt", Long.toString(value.longValue()));
        }
        textField(json, "traceId", exemplar.traceId());
        textField(json, "spanId", exemplar.spanId());
        OtlpValueJson.attributes(json, "filteredAttributes", exemplar.filteredAttributes());
        json.writeEndObject();
    }
}
