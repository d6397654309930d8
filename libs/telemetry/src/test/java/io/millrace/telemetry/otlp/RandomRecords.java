package io.millrace.telemetry.otlp;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Random records that are valid and not odd, so that they must read back as they are. */
final class RandomRecords {
    private static final long YEAR_2020 = 1_577_836_800_000_000_000L;
    private static final List<Double> REALS = List.of(
            0.0,
            -0.0,
            1.1,
            1e308,
            Double.MIN_VALUE,
            -2.5e-7,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY);
    private static final List<Long> LONGS =
            List.of(0L, 1L, -1L, Long.MAX_VALUE, Long.MIN_VALUE, (1L << 53) + 1, 9_007_199_254_740_993L);
    private static final String CHARACTERS = "abc XYZ 019 \"\\/\n\t\u0000\u007fäß€漢\u2028";

    private final Random random;

    RandomRecords(Random random) {
        this.random = random;
    }

    LogRecord log() {
        String traceId = random.nextBoolean() ? hex(16) : null;
        return new LogRecord(
                random.nextInt(5) == 0 ? 0 : time(),
                random.nextInt(5) == 0 ? 0 : time(),
                random.nextInt(25),
                text(),
                text(),
                anyValue(3),
                attributes(3),
                random.nextInt(3),
                random.nextInt(2),
                traceId,
                traceId != null && random.nextBoolean() ? hex(8) : null,
                List.of());
    }

    Span span() {
        long start = time();
        return new Span(
                hex(16),
                hex(8),
                random.nextBoolean() ? hex(8) : null,
                text(),
                random.nextInt(2),
                text(),
                random.nextInt(6),
                start,
                start + random.nextInt(1_000_000),
                attributes(2),
                random.nextInt(3),
                list(() -> new Span.Event(time(), text(), attributes(1), random.nextInt(3))),
                random.nextInt(3),
                list(() -> new Span.Link(hex(16), hex(8), text(), attributes(1), random.nextInt(3), 0)),
                random.nextInt(3),
                random.nextInt(3),
                text(),
                List.of());
    }

    DataPoint point(Metric.Kind kind) {
        DataPoint.Value value = switch (kind) {
            case HISTOGRAM -> histogram();
            case EXPONENTIAL_HISTOGRAM -> exponentialHistogram();
            case SUMMARY -> summary();
            case GAUGE, SUM ->
                random.nextBoolean() ? new DataPoint.IntValue(pick(LONGS)) : new DataPoint.DoubleValue(pick(REALS));
        };
        List<DataPoint.Exemplar> exemplars = kind == Metric.Kind.SUMMARY ? List.of() : list(this::exemplar);
        return new DataPoint(time(), time(), 0, attributes(1), exemplars, value, List.of());
    }

    Metric metric(Metric.Kind kind) {
        boolean aggregated = kind != Metric.Kind.GAUGE && kind != Metric.Kind.SUMMARY;
        return new Metric(
                text(),
                text(),
                text(),
                kind,
                aggregated ? 1 + random.nextInt(2) : 0,
                kind == Metric.Kind.SUM && random.nextBoolean(),
                List.of());
    }

    Resource resource() {
        return new Resource(attributes(2), random.nextInt(3), text());
    }

    Scope scope() {
        return new Scope(text(), text(), attributes(1), random.nextInt(3), text());
    }

    <T> List<T> list(Supplier<T> element) {
        List<T> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(element.get());
        }
        return list;
    }

    private DataPoint.Histogram histogram() {
        List<Long> counts = new ArrayList<>(List.of((long) random.nextInt(9)));
        List<Double> bounds = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            bounds.add(bounds.size() * 1.5 + 0.25);
            counts.add((long) random.nextInt(9));
        }
        return new DataPoint.Histogram(
                counts.stream().mapToLong(Long::longValue).sum(), perhaps(), perhaps(), perhaps(), counts, bounds);
    }

    private DataPoint.ExponentialHistogram exponentialHistogram() {
        long zeroCount = random.nextInt(5);
        DataPoint.Buckets positive = buckets();
        DataPoint.Buckets negative = buckets();
        return new DataPoint.ExponentialHistogram(
                zeroCount + total(positive) + total(negative),
                perhaps(),
                perhaps(),
                perhaps(),
                random.nextInt(31) - 10,
                zeroCount,
                random.nextBoolean() ? 0 : random.nextDouble(),
                positive,
                negative);
    }

    private DataPoint.Buckets buckets() {
        return random.nextInt(4) == 0
                ? DataPoint.Buckets.NONE
                : new DataPoint.Buckets(random.nextInt(2_000) - 1_000, list(() -> (long) random.nextInt(9)));
    }

    private static long total(DataPoint.Buckets buckets) {
        return buckets.bucketCounts().stream().mapToLong(Long::longValue).sum();
    }

    private DataPoint.Summary summary() {
        return new DataPoint.Summary(
                random.nextInt(99),
                pick(REALS),
                list(() -> new DataPoint.Quantile(
                        random.nextBoolean() ? random.nextInt(2) : random.nextDouble(), pick(REALS))));
    }

    private DataPoint.Exemplar exemplar() {
        boolean traced = random.nextBoolean();
        return new DataPoint.Exemplar(
                random.nextInt(5) == 0 ? 0 : time(),
                random.nextBoolean() ? (Number) pick(LONGS) : (Number) pick(REALS),
                traced ? hex(16) : null,
                traced ? hex(8) : null,
                attributes(1));
    }

    private @Nullable Double perhaps() {
        return random.nextBoolean() ? pick(REALS) : null;
    }

    private List<Attribute> attributes(int depth) {
        List<Attribute> attributes = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            attributes.add(new Attribute("key" + i + text(), anyValue(depth)));
        }
        return attributes;
    }

    private AnyValue anyValue(int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 6)) {
            case 0 -> AnyValue.EMPTY;
            case 1 -> new AnyValue.Text(text());
            case 2 -> new AnyValue.Bool(random.nextBoolean());
            case 3 -> new AnyValue.Int(random.nextBoolean() ? pick(LONGS) : random.nextLong());
            case 4 -> new AnyValue.Real(random.nextBoolean() ? pick(REALS) : random.nextGaussian());
            case 5 -> {
                byte[] bytes = new byte[random.nextInt(9)];
                random.nextBytes(bytes);
                yield new AnyValue.Bytes(bytes);
            }
            case 6 -> new AnyValue.Array(list(() -> anyValue(depth - 1)));
            default -> new AnyValue.KeyValues(attributes(depth - 1));
        };
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return random.nextInt(8) == 0 ? text.append("😀").toString() : text.toString();
    }

    private long time() {
        return YEAR_2020 + random.nextLong(150_000_000_000_000_000L);
    }

    private String hex(int bytes) {
        byte[] id = new byte[bytes];
        random.nextBytes(id);
        id[0] = 1;
        return HexFormat.of().formatHex(id);
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
