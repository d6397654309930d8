package io.millrace.console.minql.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.console.query.EventFiles;
import io.millrace.console.query.QueryFixture;
import io.millrace.console.query.RunningQueries;
import io.millrace.telemetry.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Percentiles of exponential histograms against the single values that the points were counted from. */
class ExponentialPercentilesIT {
    private static final Instant START = Instant.parse("2026-11-03T00:00:00Z");
    private static final double[] SHARES = {0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 1};

    @TempDir
    Path folder = Path.of(".");

    private final Random random = new Random(11);
    private final List<Map<String, Object>> points = new ArrayList<>();

    @Test
    void areThoseOfTheValuesWhateverTheirSignsAndScales() {
        Map<String, List<Double>> values = new TreeMap<>();
        for (int i = 0; i < 40; i++) {
            String model = i % 2 == 0 ? "opus" : "sonnet";
            List<Double> some = values(50);
            delta(model, ExponentialPoints.buckets(some, List.of(5, 3, 6, 4).get(i % 4), 0));
            values.computeIfAbsent(model, m -> new ArrayList<>()).addAll(some);
        }
        Runs runs = runs();

        for (double share : SHARES) {
            var rows = runs.rows(Runs.NOVEMBER, percentile(share), "model");

            assertThat(rows).hasSize(2);
            rows.forEach(row -> {
                List<Double> of = values.getOrDefault(String.valueOf(row.get(0)), List.of());
                // the even points have the scales 5 and 6, the odd ones 3 and 4
                int coarsest = "opus".equals(row.get(0)) ? 5 : 3;
                assertClose(row.get(1), expected(of, coarsest, 0, share), share);
                assertThat(number(row.get(1)) / exact(of, share))
                        .isBetween(Math.pow(2, -1 / Math.pow(2, coarsest)), Math.pow(2, 1 / Math.pow(2, coarsest)));
            });
        }
    }

    @Test
    void areThoseOfTheIncrementsOfCumulativePoints() {
        List<Double> all = new ArrayList<>();
        List<Double> sofar = new ArrayList<>();
        Instant start = START;
        for (int i = 0; i < 30; i++) {
            if (i == 17) {
                sofar.clear(); // the client starts again
                start = START.plus(Duration.ofHours(i));
            }
            List<Double> more = values(20);
            sofar.addAll(more);
            all.addAll(more);
            int scale = i < 10 ? 7 : i < 17 ? 4 : 6; // a sender makes its buckets wider as its values spread
            Instant time = START.plus(Duration.ofHours(i)).plusSeconds(60);
            Map<String, Object> point = point(time, ExponentialPoints.buckets(sofar, scale, 0), sofar.size());
            point.put("temporality", "cumulative");
            point.put("series_key", "one");
            point.put("start_time", start.toEpochMilli() * 1000);
        }
        Collections.shuffle(points, random);
        Runs runs = runs();

        for (double share : SHARES) {
            assertClose(runs.value(percentile(share)), expected(all, 4, 0, share), share);
        }
        assertThat(runs.rows(Runs.NOVEMBER, percentile(0.5), "day(time)")).hasSize(2);
        assertThat(runs.value("claudeCode.metrics.sum(count)")).isEqualTo(600.0);
    }

    @Test
    void countWhatLiesInTheWidestZeroBucketAsPartOfIt() {
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            List<Double> some = values(40);
            delta("opus", ExponentialPoints.buckets(some, 4, i == 0 ? 0.25 : i % 2 == 0 ? 0.125 : 0));
            all.addAll(some);
        }
        Runs runs = runs();

        for (double share : SHARES) {
            assertClose(runs.value(percentile(share)), expected(all, 4, 0.25, share), share);
        }
    }

    @Test
    void standInTheirBucketInProportionToTheirPlaceOnItsOwnScale() {
        delta("a", buckets(0, 0, List.of(0, 4), List.of()));
        delta("zeros", buckets(0, 3, List.of(), List.of()));
        delta("below", buckets(0, 0, List.of(), List.of(0, 4)));
        delta("widest", Map.of("scale", -20, "positive", Map.of("offset", 0, "bucket_counts", List.of(2))));
        delta("none", buckets(0, 0, List.of(), List.of()));
        Runs runs = runs();

        assertThat(at(runs, "a", 0.5)).isEqualTo(2 * Math.sqrt(2), within(1e-12));
        assertThat(at(runs, "a", 1)).isEqualTo(4);
        assertThat(at(runs, "zeros", 0.5)).isZero();
        assertThat(at(runs, "below", 0.25)).isEqualTo(-2 * Math.pow(2, 0.75), within(1e-12));
        assertThat(at(runs, "widest", 1)).isGreaterThan(1e307).isFinite();
        assertThat(runs.value("claudeCode.metrics.where(model = 'none').median(bucketCounts)"))
                .isNull();
    }

    @Test
    void addUpWithHistogramsOfBoundsUnderTheSameName() {
        delta("a", buckets(0, 0, List.of(0, 0, 2), List.of()));
        Map<String, Object> bounded = ExponentialPoints.point(QueryFixture.ORGANIZATION, points.size(), "h", START);
        bounded.put("kind", "histogram");
        bounded.put("bounds", List.of(1.0, 2.0));
        bounded.put("bucket_counts", List.of(0, 6, 0));
        points.add(bounded);
        Runs runs = runs();

        assertThat(runs.value(percentile(0.75))).isEqualTo(2.0);
        assertThat(runs.value(percentile(1))).isEqualTo(8.0);
    }

    private static Map<String, Object> buckets(int scale, int zeros, List<Integer> positive, List<Integer> negative) {
        return Map.of(
                "scale",
                scale,
                "zero_count",
                zeros,
                "zero_threshold",
                0.0,
                "positive",
                Map.of("offset", 0, "bucket_counts", positive),
                "negative",
                Map.of("offset", 0, "bucket_counts", negative));
    }

    /** Some far from 0 and some near it, of both signs, and a few zeros. */
    private List<Double> values(int count) {
        return DoubleStream.generate(() -> random.nextInt(12) == 0
                        ? 0
                        : Math.exp(random.nextGaussian() * 3) * (random.nextInt(3) == 0 ? -1 : 1))
                .limit(count)
                .boxed()
                .toList();
    }

    private void delta(String model, Map<String, Object> buckets) {
        point(START.plusSeconds(points.size()), buckets, 1).put("model", model);
    }

    private Map<String, Object> point(Instant time, Map<String, Object> buckets, int count) {
        Map<String, Object> point = ExponentialPoints.point(QueryFixture.ORGANIZATION, points.size(), "h", time);
        point.put("exponential", new HashMap<>(buckets));
        point.put("count", count);
        points.add(point);
        return point;
    }

    private Runs runs() {
        EventFiles files = new EventFiles(folder);
        files.write(Signal.METRICS, points);
        return new Runs(
                QueryFixture.engine(files, new RunningQueries(), QueryFixture.limits(folder, Duration.ofSeconds(60))));
    }

    private static String percentile(double share) {
        return "claudeCode.metric('h').percentile(bucketCounts, " + share + ")";
    }

    private static double at(Runs runs, String model, double share) {
        return number(runs.value(
                "claudeCode.metrics.where(model = '" + model + "').percentile(bucketCounts, " + share + ")"));
    }

    private static double number(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    private static void assertClose(@Nullable Object value, double expected, double share) {
        assertThat(number(value)).as("share %s", share).isCloseTo(expected, within(1e-9 * Math.abs(expected)));
    }

    /** The value itself: what the share of all values is at or below. */
    private static double exact(List<Double> values, double share) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.ceil(sorted.size() * share - 1e-9) - 1);
    }

    /** All values counted at once at the coarsest scale, and looked up from the most negative one on. */
    private static double expected(List<Double> values, int scale, double threshold, double share) {
        double unit = Math.pow(2, -scale);
        List<Double> below =
                values.stream().filter(v -> v < -threshold).map(v -> -v).toList();
        List<Double> above = values.stream().filter(v -> v > threshold).toList();
        double rank = values.size() * share;
        double reached = 0;
        for (var bucket :
                ExponentialPoints.counted(below, scale).descendingMap().entrySet()) {
            if (reached + bucket.getValue() >= rank) {
                double part = Math.max(0, (rank - reached) / bucket.getValue());
                return -Math.pow(2, (bucket.getKey() + 1 - part) * unit);
            }
            reached += bucket.getValue();
        }
        int zeros = values.size() - below.size() - above.size();
        if (zeros > 0 && reached + zeros >= rank) {
            double from = below.isEmpty() ? 0 : -threshold;
            double to = above.isEmpty() && !below.isEmpty() ? 0 : threshold;
            return from + (to - from) * Math.max(0, (rank - reached) / zeros);
        }
        reached += zeros;
        for (var bucket : ExponentialPoints.counted(above, scale).entrySet()) {
            if (reached + bucket.getValue() >= rank) {
                return Math.pow(2, (bucket.getKey() + Math.max(0, (rank - reached) / bucket.getValue())) * unit);
            }
            reached += bucket.getValue();
        }
        throw new AssertionError("no value at the share " + share);
    }
}
