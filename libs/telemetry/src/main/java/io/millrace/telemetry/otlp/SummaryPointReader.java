package io.millrace.telemetry.otlp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one data point of a summary (PS-15). */
final class SummaryPointReader implements DataPointReader {
    private final ReadContext context;
    private final JsonCursor parser;
    private final Scalars scalars;
    private final PointReader point;

    SummaryPointReader(ReadContext context, Scalars scalars, PointReader point) {
        this.context = context;
        this.parser = context.parser();
        this.scalars = scalars;
        this.point = point;
    }

    @Override
    public @Nullable DataPoint read() throws IOException, MalformedBody {
        point.reset();
        long count = 0;
        double sum = 0;
        List<DataPoint.Quantile> quantiles = List.of();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            switch (name) {
                case "count" -> count = scalars.integer(name, IntegerRange.UINT64);
                case "sum" -> sum = orZero(scalars.number(name));
                case "quantileValues" -> quantiles = quantiles(name);
                default -> point.readMember(name);
            }
        }
        point.checkTime();
        return context.building() ? point.build(new DataPoint.Summary(count, sum, quantiles)) : null;
    }

    private List<DataPoint.Quantile> quantiles(String member) throws IOException, MalformedBody {
        List<DataPoint.Quantile> quantiles = new ArrayList<>(0);
        context.list(member, () -> {
            if (context.isObject(null)) {
                DataPoint.Quantile quantile = quantile();
                if (context.building()) {
                    quantiles.add(quantile);
                }
            }
        });
        return quantiles;
    }

    private DataPoint.Quantile quantile() throws IOException, MalformedBody {
        double quantile = 0;
        double value = 0;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            switch (name) {
                case "quantile" -> quantile = orZero(scalars.number(name));
                case "value" -> value = orZero(scalars.number(name));
                default -> context.skipUnknown(name);
            }
        }
        if (!(quantile >= 0 && quantile <= 1)) {
            context.flag(Oddity.QUANTILE_OUT_OF_RANGE);
        }
        return new DataPoint.Quantile(quantile, value);
    }

    private static double orZero(@Nullable Double number) {
        return number == null ? 0 : number;
    }
}
