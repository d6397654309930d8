package io.millrace.telemetry.otlp;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one span; a span without valid ids is refused (ID-3). */
final class SpanReader {
    private final ReadContext context;
    private final JsonCursor parser;
    private final Scalars scalars;
    private final AttributesReader attributesReader;
    private final SpanPartsReader parts;

    private @Nullable String traceId;
    private @Nullable String spanId;
    private @Nullable String parentSpanId;
    private boolean traceIdSeen;
    private boolean spanIdSeen;
    private String traceState = "";
    private long flags;
    private String name = "";
    private int kind;
    private long startTimeUnixNano;
    private long endTimeUnixNano;
    private List<Attribute> attributes = List.of();
    private long droppedAttributesCount;
    private List<Span.Event> events = List.of();
    private long droppedEventsCount;
    private List<Span.Link> links = List.of();
    private long droppedLinksCount;
    private int statusCode;
    private String statusMessage = "";

    SpanReader(ReadContext context, Scalars scalars, AttributesReader attributesReader) {
        this.context = context;
        this.parser = context.parser();
        this.scalars = scalars;
        this.attributesReader = attributesReader;
        this.parts = new SpanPartsReader(context, scalars, attributesReader);
    }

    /** Reads the object at which the parser stands; null if it is refused or not wanted. */
    @Nullable
    Span read() throws IOException, MalformedBody {
        reset();
        for (String member = parser.nextFieldName(); member != null; member = parser.nextFieldName()) {
            parser.nextToken();
            readMember(member);
        }
        if (!traceIdSeen) {
            context.refuse("traceId", Fault.INVALID_TRACE_ID);
        }
        if (!spanIdSeen) {
            context.refuse("spanId", Fault.INVALID_SPAN_ID);
        }
        return context.building() ? build() : null;
    }

    private void reset() {
        traceId = null;
        spanId = null;
        parentSpanId = null;
        traceIdSeen = false;
        spanIdSeen = false;
        traceState = "";
        flags = 0;
        name = "";
        kind = 0;
        startTimeUnixNano = 0;
        endTimeUnixNano = 0;
        attributes = List.of();
        droppedAttributesCount = 0;
        events = List.of();
        droppedEventsCount = 0;
        links = List.of();
        droppedLinksCount = 0;
        statusCode = 0;
        statusMessage = "";
    }

    private void readMember(String member) throws IOException, MalformedBody {
        switch (member) {
            case "traceId" -> {
                traceIdSeen = requiredId(member, IdReader.TRACE_ID_DIGITS, Fault.INVALID_TRACE_ID);
                traceId = scalars.lastId();
            }
            case "spanId" -> {
                spanIdSeen = requiredId(member, IdReader.SPAN_ID_DIGITS, Fault.INVALID_SPAN_ID);
                spanId = scalars.lastId();
            }
            case "parentSpanId" -> parentSpanId = scalars.optionalId(IdReader.SPAN_ID_DIGITS);
            case "traceState" -> traceState = scalars.string(member);
            case "flags" -> flags = scalars.minor();
            case "name" -> name = scalars.string(member);
            case "kind" -> kind = scalars.enumeration();
            case "startTimeUnixNano" -> startTimeUnixNano = scalars.time(member);
            case "endTimeUnixNano" -> endTimeUnixNano = scalars.time(member);
            case "attributes" -> attributes = attributesReader.read(member);
            case "droppedAttributesCount" -> droppedAttributesCount = scalars.minor();
            case "events" -> events = parts.events(member);
            case "droppedEventsCount" -> droppedEventsCount = scalars.minor();
            case "links" -> links = parts.links(member);
            case "droppedLinksCount" -> droppedLinksCount = scalars.minor();
            case "status" -> readStatus(member);
            default -> context.skipUnknown(member);
        }
    }

    /** Whether there is a valid id; what is neither valid nor absent refuses the span. */
    private boolean requiredId(String member, int digits, Fault fault) throws IOException, MalformedBody {
        IdReader.Outcome outcome = scalars.id(digits);
        if (outcome == IdReader.Outcome.BASE64) {
            context.refuse(member, Fault.BASE64_ID);
        } else if (outcome == IdReader.Outcome.INVALID) {
            context.refuse(member, fault);
        }
        return outcome == IdReader.Outcome.VALUE;
    }

    private void readStatus(String member) throws IOException, MalformedBody {
        if (!context.isObject(member)) {
            return;
        }
        context.path().enter(member);
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            parser.nextToken();
            switch (field) {
                case "code" -> statusCode = scalars.enumeration();
                case "message" -> statusMessage = scalars.string(field);
                default -> context.skipUnknown(field);
            }
        }
        context.path().leave();
    }

    private Span build() {
        if (Times.isUnlikely(startTimeUnixNano) || Times.isUnlikely(endTimeUnixNano)) {
            context.flag(Oddity.UNLIKELY_TIME);
        }
        if (Long.compareUnsigned(endTimeUnixNano, startTimeUnixNano) < 0) {
            context.flag(Oddity.END_BEFORE_START);
        }
        return new Span(
                requireNonNull(traceId),
                requireNonNull(spanId),
                parentSpanId,
                traceState,
                flags,
                name,
                kind,
                startTimeUnixNano,
                endTimeUnixNano,
                attributes,
                droppedAttributesCount,
                events,
                droppedEventsCount,
                links,
                droppedLinksCount,
                statusCode,
                statusMessage,
                Oddities.list(context.takeOddities()));
    }
}
