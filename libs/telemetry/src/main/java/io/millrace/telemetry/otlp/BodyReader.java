package io.millrace.telemetry.otlp;

import com.fasterxml.jackson.core.JsonToken;
import io.millrace.telemetry.Signal;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one body of one signal: the envelopes around the records. Used once. */
final class BodyReader {
    private final Signal signal;
    private final Envelope envelope;
    private final ReadContext context;
    private final JsonCursor parser;
    private final @Nullable RecordBuffer buffer;
    private final Scalars scalars;
    private final AttributesReader attributesReader;
    private final LogRecordReader logRecords;
    private final SpanReader spans;
    private final MetricReader metrics;

    BodyReader(Signal signal, ReadContext context, @Nullable RecordBuffer buffer) {
        this.signal = signal;
        this.envelope = Envelope.of(signal);
        this.context = context;
        this.parser = context.parser();
        this.buffer = buffer;
        this.scalars = new Scalars(context);
        this.attributesReader = new AttributesReader(context, scalars);
        this.logRecords = new LogRecordReader(context, scalars, attributesReader);
        this.spans = new SpanReader(context, scalars, attributesReader);
        this.metrics = new MetricReader(context, scalars, attributesReader);
    }

    /** Reads the whole body. */
    void read() throws IOException, MalformedBody {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw context.malformed(null, "expected a JSON object with the member " + signal.envelopeField());
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            if (name.equals(envelope.resources())) {
                context.list(name, this::readResourceEnvelope);
            } else {
                skipTopLevel(name);
            }
        }
        context.takeOddities(); // of what stands behind the last record, or where there is none
        if (parser.nextToken() != JsonToken.NOT_AVAILABLE) {
            throw context.malformed(null, "expected nothing behind the JSON object of the request");
        }
    }

    private void skipTopLevel(String name) throws IOException {
        for (Signal other : Signal.values()) {
            if (name.equals(other.envelopeField())) {
                context.warnings().ofOtherSignal(signal, other);
            }
        }
        context.skipUnknown(name);
    }

    private void readResourceEnvelope() throws IOException, MalformedBody {
        if (!context.isObject(null)) {
            return;
        }
        RecordBuffer.ResourceSlot slot = new RecordBuffer.ResourceSlot();
        slot.flag(context.takeOddities());
        Resource resource = Resource.UNKNOWN;
        String schemaUrl = "";
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            if (name.equals(envelope.scopes())) {
                context.list(name, () -> readScopeEnvelope(slot));
            } else {
                switch (name) {
                    case "resource" -> resource = readResource(name, resource);
                    case "schemaUrl" -> schemaUrl = scalars.string(name);
                    default -> context.skipUnknown(name);
                }
            }
            slot.flag(context.takeOddities());
        }
        slot.set(new Resource(resource.attributes(), resource.droppedAttributesCount(), schemaUrl));
    }

    private void readScopeEnvelope(RecordBuffer.ResourceSlot resource) throws IOException, MalformedBody {
        if (!context.isObject(null)) {
            return;
        }
        RecordBuffer.ScopeSlot slot = new RecordBuffer.ScopeSlot(resource);
        resource.flag(context.takeOddities());
        Scope scope = Scope.EMPTY;
        String schemaUrl = "";
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            if (name.equals(envelope.items())) {
                context.list(name, () -> readItem(slot));
            } else {
                switch (name) {
                    case "scope" -> scope = readScope(name, scope);
                    case "schemaUrl" -> schemaUrl = scalars.string(name);
                    default -> context.skipUnknown(name);
                }
            }
            slot.flag(context.takeOddities());
        }
        slot.set(new Scope(
                scope.name(), scope.version(), scope.attributes(), scope.droppedAttributesCount(), schemaUrl));
    }

    private Resource readResource(String member, Resource before) throws IOException, MalformedBody {
        if (!context.isObject(member)) {
            return before;
        }
        context.beginAttributes();
        context.path().enter(member);
        List<Attribute> attributes = List.of();
        long dropped = 0;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            switch (name) {
                case "attributes" -> attributes = attributesReader.read(name);
                case "droppedAttributesCount" -> dropped = scalars.minor();
                default -> context.skipUnknown(name);
            }
        }
        context.path().leave();
        return new Resource(attributes, dropped, "");
    }

    private Scope readScope(String member, Scope before) throws IOException, MalformedBody {
        if (!context.isObject(member)) {
            return before;
        }
        context.beginAttributes();
        context.path().enter(member);
        String scopeName = "";
        String version = "";
        List<Attribute> attributes = List.of();
        long dropped = 0;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            switch (name) {
                case "name" -> scopeName = scalars.string(name);
                case "version" -> version = scalars.string(name);
                case "attributes" -> attributes = attributesReader.read(name);
                case "droppedAttributesCount" -> dropped = scalars.minor();
                default -> context.skipUnknown(name);
            }
        }
        context.path().leave();
        return new Scope(scopeName, version, attributes, dropped, "");
    }

    private void readItem(RecordBuffer.ScopeSlot scope) throws IOException, MalformedBody {
        scope.flag(context.takeOddities());
        switch (signal) {
            case LOGS -> readLogRecord(scope);
            case TRACES -> readSpan(scope);
            case METRICS -> {
                if (context.isObject(null)) {
                    metrics.read((reader, metric) -> readPoint(scope, metric, reader));
                }
            }
        }
    }

    private void readLogRecord(RecordBuffer.ScopeSlot scope) throws IOException, MalformedBody {
        int start = begin();
        LogRecord record = isRecord() ? logRecords.read() : null;
        end(start);
        if (record != null && buffer != null) {
            buffer.add(scope, record);
        }
    }

    private void readSpan(RecordBuffer.ScopeSlot scope) throws IOException, MalformedBody {
        int start = begin();
        Span span = isRecord() ? spans.read() : null;
        end(start);
        if (span != null && buffer != null) {
            buffer.add(scope, span);
        }
    }

    private void readPoint(RecordBuffer.ScopeSlot scope, RecordBuffer.MetricSlot metric, DataPointReader reader)
            throws IOException, MalformedBody {
        metric.flag(context.takeOddities());
        int start = begin();
        DataPoint point = isRecord() ? reader.read() : null;
        end(start);
        if (point != null && buffer != null) {
            buffer.add(scope, metric, point);
        }
    }

    private int begin() {
        context.beginRecord();
        return buffer == null ? 0 : context.tokenStart();
    }

    private boolean isRecord() throws IOException, MalformedBody {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            return true;
        }
        context.refuse(null, Fault.NOT_AN_OBJECT);
        parser.skipChildren();
        return false;
    }

    private void end(int start) throws IOException {
        Rejection rejection = context.endRecord();
        if (rejection != null && buffer != null) {
            buffer.add(rejection, start, context.tokenEnd());
        }
    }
}
