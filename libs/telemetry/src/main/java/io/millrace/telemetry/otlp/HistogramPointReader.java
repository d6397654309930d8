package io.millrace.telemetry.otlp;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one data point of a histogram with explicit bounds (PS-9). */
final class HistogramPointReader implements DataPointReader {
    private final ReadContext context;
    private final JsonCursor parser;
    private final Scalars scalars;
    private final PointReader point;
    private final NumberListReader lists;

    private long count;
    private @Nullable Double sum;
    private @Nullable Double min;
    private @Nullable Double max;
    private List<Long> bucketCounts = List.of();
    private int buckets;
    private long bucketTotal;
    private List<Double> bounds = List.of();
    private int boundaries;

    HistogramPointReader(ReadContext context, Scalars scalars, PointReader point, NumberListReader lists) {
        this.context = context;
        this.parser = context.parser();
        this.scalars = scalars;
        this.point = point;
        this.lists = lists;
    }

    @Override
    public @Nullable DataPoint read() throws IOException, MalformedBody {
        reset();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            readMember(name);
        }
        point.checkTime();
        if (buckets != boundaries + 1 && (buckets != 0 || boundaries != 0)) {
            context.refuse("bucketCounts", Fault.BUCKET_MISMATCH);
        }
        if (!context.building()) {
            return null;
        }
        checkOddities();
        return point.build(new DataPoint.Histogram(count, sum, min, max, bucketCounts, bounds));
    }

    private void reset() {
        point.reset();
        count = 0;
        sum = null;
        min = null;
        max = null;
        bucketCounts = List.of();
        buckets = 0;
        bucketTotal = 0;
        bounds = List.of();
        boundaries = 0;
    }

    private void readMember(String name) throws IOException, MalformedBody {
        switch (name) {
            case "count" -> count = scalars.integer(name, IntegerRange.UINT64);
            case "sum" -> sum = scalars.number(name);
            case "min" -> min = scalars.number(name);
            case "max" -> max = scalars.number(name);
            case "bucketCounts" -> {
                bucketCounts = lists.counts(name);
                buckets = lists.size();
                bucketTotal = lists.total();
            }
            case "explicitBounds" -> {
                bounds = lists.numbers(name);
                boundaries = lists.size();
            }
            default -> point.readMember(name);
        }
    }

    private void checkOddities() {
        if (buckets > 0 && bucketTotal != count) {
            context.flag(Oddity.BUCKET_SUM_MISMATCH);
        }
        for (int i = 1; i < bounds.size(); i++) {
            boolean increasing = bounds.get(i - 1) < bounds.get(i); // false for NaN
            if (!increasing) {
                context.flag(Oddity.BOUNDS_NOT_INCREASING);
            }
        }
    }
}
