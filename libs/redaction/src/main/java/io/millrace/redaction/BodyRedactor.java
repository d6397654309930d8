package io.millrace.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.telemetry.Signal;
import io.millrace.telemetry.otlp.DataPoint;
import io.millrace.telemetry.otlp.LogRecord;
import io.millrace.telemetry.otlp.Metric;
import io.millrace.telemetry.otlp.RecordConsumer;
import io.millrace.telemetry.otlp.Rejection;
import io.millrace.telemetry.otlp.Resource;
import io.millrace.telemetry.otlp.Scope;
import io.millrace.telemetry.otlp.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Redacts the records of one body and writes them again as OTLP/JSON, in their order. */
final class BodyRedactor implements RecordConsumer {
    private final Redactor redactor;
    private final OtlpJsonWriter writer = new OtlpJsonWriter();
    private final Map<Integer, List<Redaction>> touched = new TreeMap<>();

    BodyRedactor(Redactor redactor) {
        this.redactor = redactor;
    }

    Map<Integer, List<Redaction>> touched() {
        return touched;
    }

    byte[] body(Signal signal) {
        return writer.isEmpty() ? ("{\"" + signal.envelopeField() + "\":[]}").getBytes(UTF_8) : writer.end();
    }

    @Override
    public void logRecord(int ordinal, Resource resource, Scope scope, LogRecord record) {
        List<Redaction> found = open(Signal.LOGS, resource, scope);
        LogRecord shown = redactor.logRecord(record, found);
        note(ordinal, found);
        writer.logRecord(shown, RedactedNote.add(shown.attributes(), found));
    }

    @Override
    public void dataPoint(int ordinal, Resource resource, Scope scope, Metric metric, DataPoint point) {
        List<Redaction> found = open(Signal.METRICS, resource, scope);
        Metric shownMetric = redactor.metric(metric, found);
        DataPoint shown = redactor.dataPoint(point, found);
        note(ordinal, found);
        writer.dataPoint(shownMetric, shown, RedactedNote.add(shown.attributes(), found));
    }

    @Override
    public void span(int ordinal, Resource resource, Scope scope, Span span) {
        List<Redaction> found = open(Signal.TRACES, resource, scope);
        Span shown = redactor.span(span, found);
        note(ordinal, found);
        writer.span(shown, RedactedNote.add(shown.attributes(), found));
    }

    @Override
    public void rejected(Rejection rejection, byte[] body, int start, int endExclusive) {
        // only the reason is kept, and the gateway has it
    }

    private List<Redaction> open(Signal signal, Resource resource, Scope scope) {
        List<Redaction> found = new ArrayList<>();
        writer.envelope(signal, resource, scope, redactor.resource(resource, found), redactor.scope(scope, found));
        return found;
    }

    private void note(int ordinal, List<Redaction> found) {
        if (!found.isEmpty()) {
            touched.put(ordinal, List.copyOf(found));
        }
    }
}
