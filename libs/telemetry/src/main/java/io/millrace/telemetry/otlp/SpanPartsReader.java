package io.millrace.telemetry.otlp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the events and links of a span. */
final class SpanPartsReader {
    private final ReadContext context;
    private final JsonCursor parser;
    private final Scalars scalars;
    private final AttributesReader attributesReader;

    SpanPartsReader(ReadContext context, Scalars scalars, AttributesReader attributesReader) {
        this.context = context;
        this.parser = context.parser();
        this.scalars = scalars;
        this.attributesReader = attributesReader;
    }

    /** Reads the list of events. */
    List<Span.Event> events(String member) throws IOException, MalformedBody {
        List<Span.Event> events = new ArrayList<>(0);
        context.list(member, () -> {
            Span.Event event = context.isObject(null) ? event() : null;
            if (event != null) {
                events.add(event);
            }
        });
        return events;
    }

    /** Reads the list of links. */
    List<Span.Link> links(String member) throws IOException, MalformedBody {
        List<Span.Link> links = new ArrayList<>(0);
        context.list(member, () -> {
            Span.Link link = context.isObject(null) ? link() : null;
            if (link != null) {
                links.add(link);
            }
        });
        return links;
    }

    private Span.@Nullable Event event() throws IOException, MalformedBody {
        long timeUnixNano = 0;
        String eventName = "";
        List<Attribute> attributes = List.of();
        long droppedAttributesCount = 0;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            switch (name) {
                case "timeUnixNano" -> timeUnixNano = scalars.time(name);
                case "name" -> eventName = scalars.string(name);
                case "attributes" -> attributes = attributesReader.read(name);
                case "droppedAttributesCount" -> droppedAttributesCount = scalars.minor();
                default -> context.skipUnknown(name);
            }
        }
        if (!context.building()) {
            return null;
        }
        if (Times.isUnlikely(timeUnixNano)) {
            context.flag(Oddity.UNLIKELY_TIME);
        }
        return new Span.Event(timeUnixNano, eventName, attributes, droppedAttributesCount);
    }

    private Span.@Nullable Link link() throws IOException, MalformedBody {
        String traceId = null;
        String spanId = null;
        String traceState = "";
        List<Attribute> attributes = List.of();
        long droppedAttributesCount = 0;
        long flags = 0;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            switch (name) {
                case "traceId" -> traceId = scalars.optionalId(IdReader.TRACE_ID_DIGITS);
                case "spanId" -> spanId = scalars.optionalId(IdReader.SPAN_ID_DIGITS);
                case "traceState" -> traceState = scalars.string(name);
                case "attributes" -> attributes = attributesReader.read(name);
                case "droppedAttributesCount" -> droppedAttributesCount = scalars.minor();
                case "flags" -> flags = scalars.minor();
                default -> context.skipUnknown(name);
            }
        }
        return context.building()
                ? new Span.Link(traceId, spanId, traceState, attributes, droppedAttributesCount, flags)
                : null;
    }
}
