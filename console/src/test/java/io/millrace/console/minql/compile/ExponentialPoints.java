package io.millrace.console.minql.compile;

import io.millrace.console.query.QueryFixture;
import io.millrace.telemetry.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Points of exponential histograms made from single values, as a sender would count them. */
public final class ExponentialPoints {
    private ExponentialPoints() {}

    /** A data point of kind exponential histogram, without values. */
    public static Map<String, Object> point(String organization, long offset, String name, Instant time) {
        Map<String, Object> point = QueryFixture.event(Signal.METRICS, organization, offset, name);
        point.put("kind", "exponentialHistogram");
        point.put("temporality", "delta");
        point.put("time", time.toEpochMilli() * 1000);
        point.put("time_unix_nano", time.toEpochMilli() * 1_000_000);
        return point;
    }

    /** What a sender writes of some values at a scale. */
    public static Map<String, Object> buckets(List<Double> values, int scale, double threshold) {
        List<Double> others =
                values.stream().filter(value -> Math.abs(value) > threshold).toList();
        return Map.of(
                "scale",
                scale,
                "zero_count",
                values.size() - others.size(),
                "zero_threshold",
                threshold,
                "positive",
                side(others.stream().filter(value -> value > 0).toList(), scale),
                "negative",
                side(
                        others.stream()
                                .filter(value -> value < 0)
                                .map(value -> -value)
                                .toList(),
                        scale));
    }

    /** The bucket of a positive value: the i-th reaches from 2^(i / 2^scale), exclusive, to 2^((i + 1) / 2^scale). */
    public static int index(double value, int scale) {
        return (int) Math.ceil(Math.log(value) / Math.log(2) * Math.pow(2, scale)) - 1;
    }

    /** Values by bucket. */
    public static NavigableMap<Integer, Integer> counted(List<Double> values, int scale) {
        NavigableMap<Integer, Integer> counts = new TreeMap<>();
        values.forEach(value -> counts.merge(index(value, scale), 1, Integer::sum));
        return counts;
    }

    private static Map<String, Object> side(List<Double> values, int scale) {
        NavigableMap<Integer, Integer> counts = counted(values, scale);
        if (counts.isEmpty()) {
            return Map.of("offset", 0, "bucket_counts", List.of());
        }
        List<Integer> listed = new ArrayList<>();
        for (int index = counts.firstKey(); index <= counts.lastKey(); index++) {
            listed.add(counts.getOrDefault(index, 0));
        }
        return Map.of("offset", counts.firstKey(), "bucket_counts", listed);
    }
}
