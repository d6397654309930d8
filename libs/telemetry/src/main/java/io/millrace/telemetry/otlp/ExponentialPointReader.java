package io.millrace.telemetry.otlp;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one data point of an exponential histogram. */
final class ExponentialPointReader implements DataPointReader {
    private final ReadContext context;
    private final JsonCursor parser;
    private final Scalars scalars;
    private final PointReader point;
    private final NumberListReader lists;

    private long count;
    private @Nullable Double sum;
    private @Nullable Double min;
    private @Nullable Double max;
    private int scale;
    private long zeroCount;
    private double zeroThreshold;
    private DataPoint.Buckets positive = DataPoint.Buckets.NONE;
    private DataPoint.Buckets negative = DataPoint.Buckets.NONE;

    ExponentialPointReader(ReadContext context, Scalars scalars, PointReader point, NumberListReader lists) {
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
        if (!context.building()) {
            return null;
        }
        if (zeroCount + total(positive) + total(negative) != count) {
            context.flag(Oddity.BUCKET_SUM_MISMATCH);
        }
        return point.build(new DataPoint.ExponentialHistogram(
                count, sum, min, max, scale, zeroCount, zeroThreshold, positive, negative));
    }

    private void reset() {
        point.reset();
        count = 0;
        sum = null;
        min = null;
        max = null;
        scale = 0;
        zeroCount = 0;
        zeroThreshold = 0;
        positive = DataPoint.Buckets.NONE;
        negative = DataPoint.Buckets.NONE;
    }

    private void readMember(String name) throws IOException, MalformedBody {
        switch (name) {
            case "count" -> count = scalars.integer(name, IntegerRange.UINT64);
            case "sum" -> sum = scalars.number(name);
            case "min" -> min = scalars.number(name);
            case "max" -> max = scalars.number(name);
            case "scale" -> scale = (int) scalars.integer(name, IntegerRange.INT32);
            case "zeroCount" -> zeroCount = scalars.integer(name, IntegerRange.UINT64);
            case "zeroThreshold" -> {
                Double threshold = scalars.number(name);
                zeroThreshold = threshold == null ? 0 : threshold;
            }
            case "positive" -> positive = buckets(name);
            case "negative" -> negative = buckets(name);
            default -> point.readMember(name);
        }
    }

    private DataPoint.Buckets buckets(String member) throws IOException, MalformedBody {
        if (!context.isObject(member)) {
            return DataPoint.Buckets.NONE;
        }
        int offset = 0;
        List<Long> counts = List.of();
        context.path().enter(member);
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            switch (name) {
                case "offset" -> offset = (int) scalars.integer(name, IntegerRange.INT32);
                case "bucketCounts" -> counts = lists.counts(name);
                default -> context.skipUnknown(name);
            }
        }
        context.path().leave();
        return context.building() ? new DataPoint.Buckets(offset, counts) : DataPoint.Buckets.NONE;
    }

    private static long total(DataPoint.Buckets buckets) {
        long total = 0;
        for (long bucket : buckets.bucketCounts()) {
            total += bucket;
        }
        return total;
    }
}
