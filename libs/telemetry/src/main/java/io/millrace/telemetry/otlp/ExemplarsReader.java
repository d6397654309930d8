package io.millrace.telemetry.otlp;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the exemplars of a data point. */
final class ExemplarsReader {
    private final ReadContext context;
    private final JsonCursor parser;
    private final Scalars scalars;
    private final AttributesReader attributesReader;

    ExemplarsReader(ReadContext context, Scalars scalars, AttributesReader attributesReader) {
        this.context = context;
        this.parser = context.parser();
        this.scalars = scalars;
        this.attributesReader = attributesReader;
    }

    /** Reads the list of exemplars. */
    List<DataPoint.Exemplar> read(String member) throws IOException, MalformedBody {
        List<DataPoint.Exemplar> exemplars = new ArrayList<>(0);
        context.list(member, () -> {
            DataPoint.Exemplar exemplar = context.isObject(null) ? exemplar() : null;
            if (exemplar != null) {
                exemplars.add(exemplar);
            }
        });
        return exemplars;
    }

    private DataPoint.@Nullable Exemplar exemplar() throws IOException, MalformedBody {
        long timeUnixNano = 0;
        Number value = null;
        String traceId = null;
        String spanId = null;
        List<Attribute> filtered = List.of();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            switch (name) {
                case "timeUnixNano" -> timeUnixNano = scalars.time(name);
                case "asInt" -> value = integer(name);
                case "asDouble" -> value = scalars.number(name);
                case "traceId" -> traceId = scalars.optionalId(IdReader.TRACE_ID_DIGITS);
                case "spanId" -> spanId = scalars.optionalId(IdReader.SPAN_ID_DIGITS);
                case "filteredAttributes" -> filtered = attributesReader.read(name);
                default -> context.skipUnknown(name);
            }
        }
        return context.building() ? new DataPoint.Exemplar(timeUnixNano, value, traceId, spanId, filtered) : null;
    }

    private @Nullable Long integer(String name) throws IOException, MalformedBody {
        return parser.currentToken() == JsonToken.VALUE_NULL
                ? null
                : Long.valueOf(scalars.integer(name, IntegerRange.INT64));
    }
}
