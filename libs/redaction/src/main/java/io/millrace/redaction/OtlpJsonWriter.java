package io.millrace.redaction;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.otlp.Attribute;
import io.millrace.telemetry.otlp.DataPoint;
import io.millrace.telemetry.otlp.LogRecord;
import io.millrace.telemetry.otlp.Metric;
import io.millrace.telemetry.otlp.Resource;
import io.millrace.telemetry.otlp.Scope;
import io.millrace.telemetry.otlp.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes OTLP/JSON as the reader reads it. */
final class OtlpJsonWriter {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final JsonGenerator json;
    private boolean started;
    private boolean inScope;

    OtlpJsonWriter() {
        try {
            json = FACTORY.createGenerator(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("generator over memory", e);
        }
    }

    boolean isEmpty() {
        return !started;
    }

    /** Bytes so far, but for some that wait in a buffer. */
    int size() {
        return bytes.size();
    }

    /** Opens the envelope of the scopes that follow. */
    void resource(Signal signal, Resource resource) {
        write(() -> {
            if (started) {
                closeResource();
            } else {
                json.writeStartObject();
                json.writeArrayFieldStart(signal.envelopeField());
                started = true;
            }
            openResource(signal, resource);
        });
    }

    /** Opens the envelope of the records that follow. */
    void scope(Signal signal, Scope scope) {
        write(() -> {
            closeScope();
            openScope(signal, scope);
        });
    }

    void logRecord(LogRecord log, List<Attribute> attributes) {
        write(() -> RecordJson.logRecord(json, log, attributes));
    }

    void dataPoint(Metric metric, DataPoint point, List<Attribute> attributes) {
        write(() -> MetricJson.write(json, metric, point, attributes));
    }

    void span(Span span, List<Attribute> attributes) {
        write(() -> RecordJson.span(json, span, attributes));
    }

    /** Closes everything; answers the body. */
    byte[] end() {
        write(() -> {
            closeResource();
            json.writeEndArray();
            json.writeEndObject();
            json.close();
        });
        return bytes.toByteArray();
    }

    private void openResource(Signal signal, Resource resource) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("resource");
        OtlpValueJson.attributes(json, "attributes", resource.attributes());
        json.writeNumberField("droppedAttributesCount", resource.droppedAttributesCount());
        json.writeEndObject();
        json.writeStringField("schemaUrl", resource.schemaUrl());
        json.writeArrayFieldStart("scope" + signal.envelopeField().substring("resource".length()));
    }

    private void openScope(Signal signal, Scope scope) throws IOException {
        inScope = true;
        json.writeStartObject();
        json.writeObjectFieldStart("scope");
        json.writeStringField("name", scope.name());
        json.writeStringField("version", scope.version());
        OtlpValueJson.attributes(json, "attributes", scope.attributes());
        json.writeNumberField("droppedAttributesCount", scope.droppedAttributesCount());
        json.writeEndObject();
        json.writeStringField("schemaUrl", scope.schemaUrl());
        json.writeArrayFieldStart(signal == Signal.METRICS ? "metrics" : signal.recordsField());
    }

    private void closeScope() throws IOException {
        if (inScope) {
            json.writeEndArray(); // records
            json.writeEndObject();
            inScope = false;
        }
    }

    private void closeResource() throws IOException {
        closeScope();
        json.writeEndArray(); // scopes
        json.writeEndObject();
    }

    private static void write(Part part) {
        try {
            part.write();
        } catch (IOException e) {
            throw new UncheckedIOException("body cannot be written to memory", e);
        }
    }

    private interface Part {
        void write() throws IOException;
    }
}
