package io.millrace.telemetry.otlp;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads one data point of a gauge or a sum. */
final class NumberPointReader implements DataPointReader {
    private final ReadContext context;
    private final JsonCursor parser;
    private final Scalars scalars;
    private final PointReader point;

    private DataPoint.@Nullable Value value;

    NumberPointReader(ReadContext context, Scalars scalars, PointReader point) {
        this.context = context;
        this.parser = context.parser();
        this.scalars = scalars;
        this.point = point;
    }

    @Override
    public @Nullable DataPoint read() throws IOException, MalformedBody {
        point.reset();
        value = null;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            switch (name) {
                case "asInt", "asDouble" -> {
                    if (token != JsonToken.VALUE_NULL) {
                        readValue(name);
                    }
                }
                default -> point.readMember(name);
            }
        }
        point.checkTime();
        if (value == null && !point.hasNoRecordedValue()) {
            context.refuse(null, Fault.MISSING_VALUE);
        }
        return point.build(value == null ? new DataPoint.NoValue() : value);
    }

    private void readValue(String name) throws IOException, MalformedBody {
        if (value != null) {
            context.flag(Oddity.SEVERAL_VALUES);
        }
        if ("asInt".equals(name)) {
            value = new DataPoint.IntValue(scalars.integer(name, IntegerRange.INT64));
        } else {
            Double number = scalars.number(name);
            value = new DataPoint.DoubleValue(number == null ? 0 : number); // null is a refused point
        }
    }
}
