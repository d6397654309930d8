package io.millrace.telemetry.otlp;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one log record. */
final class LogRecordReader {
    private final ReadContext context;
    private final JsonCursor parser;
    private final Scalars scalars;
    private final AttributesReader attributesReader;

    private long timeUnixNano;
    private long observedTimeUnixNano;
    private int severityNumber;
    private String severityText = "";
    private String eventName = "";
    private AnyValue body = AnyValue.EMPTY;
    private List<Attribute> attributes = List.of();
    private long droppedAttributesCount;
    private long flags;
    private @Nullable String traceId;
    private @Nullable String spanId;

    LogRecordReader(ReadContext context, Scalars scalars, AttributesReader attributesReader) {
        this.context = context;
        this.parser = context.parser();
        this.scalars = scalars;
        this.attributesReader = attributesReader;
    }

    /** Reads the object at which the parser stands; null if it is refused or not wanted. */
    @Nullable
    LogRecord read() throws IOException, MalformedBody {
        reset();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            readMember(name);
        }
        if (!context.building()) {
            return null;
        }
        checkOddities();
        return new LogRecord(
                timeUnixNano,
                observedTimeUnixNano,
                severityNumber,
                severityText,
                eventName,
                body,
                attributes,
                droppedAttributesCount,
                flags,
                traceId,
                spanId,
                Oddities.list(context.takeOddities()));
    }

    private void reset() {
        timeUnixNano = 0;
        observedTimeUnixNano = 0;
        severityNumber = 0;
        severityText = "";
        eventName = "";
        body = AnyValue.EMPTY;
        attributes = List.of();
        droppedAttributesCount = 0;
        flags = 0;
        traceId = null;
        spanId = null;
    }

    private void readMember(String name) throws IOException, MalformedBody {
        switch (name) {
            case "timeUnixNano" -> timeUnixNano = scalars.time(name);
            case "observedTimeUnixNano" -> observedTimeUnixNano = scalars.time(name);
            case "severityNumber" -> severityNumber = scalars.enumeration();
            case "severityText" -> severityText = scalars.string(name);
            case "eventName" -> eventName = scalars.string(name);
            case "body" -> body = attributesReader.values().read(name);
            case "attributes" -> attributes = attributesReader.read(name);
            case "droppedAttributesCount" -> droppedAttributesCount = scalars.minor();
            case "flags" -> flags = scalars.minor();
            case "traceId" -> traceId = scalars.optionalId(IdReader.TRACE_ID_DIGITS);
            case "spanId" -> spanId = scalars.optionalId(IdReader.SPAN_ID_DIGITS);
            default -> context.skipUnknown(name);
        }
    }

    private void checkOddities() {
        if (spanId != null && traceId == null) {
            context.flag(Oddity.SPAN_ID_WITHOUT_TRACE_ID);
        }
        if (Times.isUnlikely(timeUnixNano) || Times.isUnlikely(observedTimeUnixNano)) {
            context.flag(Oddity.UNLIKELY_TIME);
        }
    }
}
