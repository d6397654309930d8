package io.millrace.telemetry.otlp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One data point of any metric kind that the reader accepted.
 *
 * @param startTimeUnixNano ns since 1970, unsigned 64 bit, 0 if not sent
 * @param timeUnixNano ns since 1970, unsigned 64 bit, never 0 (PS-7)
 * @param flags raw flags, unsigned 32 bit; bit 0: no recorded value
 * @param attributes in the order sent
 * @param exemplars in the order sent
 * @param value what the point holds
 * @param oddities names of what was odd but accepted
 */
public record DataPoint(
        long startTimeUnixNano,
        long timeUnixNano,
        long flags,
        List<Attribute> attributes,
        List<Exemplar> exemplars,
        Value value,
        List<Oddity> oddities) {
    /** Copies the lists. */
    public DataPoint {
        attributes = List.copyOf(attributes);
        exemplars = List.copyOf(exemplars);
        oddities = List.copyOf(oddities);
    }

    /** The same point with these oddities instead of its own. */
    public DataPoint withOddities(List<Oddity> others) {
        return others.equals(oddities)
                ? this
                : new DataPoint(startTimeUnixNano, timeUnixNano, flags, attributes, exemplars, value, others);
    }

    /** The value of a point. Counts are unsigned 64 bit. */
    public sealed interface Value {}

    /** A number point that says it has no recorded value (PS-8). */
    public record NoValue() implements Value {}

    /** {@code asInt}. */
    public record IntValue(long value) implements Value {}

    /** {@code asDouble}; may be NaN or infinite. */
    public record DoubleValue(double value) implements Value {}

    /** Explicit-bounds histogram; sum, min and max may be absent. */
    public record Histogram(
            long count,
            @Nullable Double sum,
            @Nullable Double min,
            @Nullable Double max,
            List<Long> bucketCounts,
            List<Double> bounds)
            implements Value {
        /** Copies the lists. */
        public Histogram {
            bucketCounts = List.copyOf(bucketCounts);
            bounds = List.copyOf(bounds);
        }
    }

    /** Exponential histogram. */
    public record ExponentialHistogram(
            long count,
            @Nullable Double sum,
            @Nullable Double min,
            @Nullable Double max,
            int scale,
            long zeroCount,
            double zeroThreshold,
            Buckets positive,
            Buckets negative)
            implements Value {}

    /** A run of exponential buckets. */
    public record Buckets(int offset, List<Long> bucketCounts) {
        /** No buckets. */
        public static final Buckets NONE = new Buckets(0, List.of());

        /** Copies the list. */
        public Buckets {
            bucketCounts = List.copyOf(bucketCounts);
        }
    }

    /** Summary. */
    public record Summary(long count, double sum, List<Quantile> quantiles) implements Value {
        /** Copies the list. */
        public Summary {
            quantiles = List.copyOf(quantiles);
        }
    }

    /** One quantile of a summary. */
    public record Quantile(double quantile, double value) {}

    /** An exemplar; ids that are not valid are null, {@code value} is null where none was sent. */
    public record Exemplar(
            long timeUnixNano,
            @Nullable Number value,
            @Nullable String traceId,
            @Nullable String spanId,
            List<Attribute> filteredAttributes) {
        /** Copies the list. */
        public Exemplar {
            filteredAttributes = List.copyOf(filteredAttributes);
        }
    }
}
