package io.millrace.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.telemetry.Signal;
import io.millrace.telemetry.otlp.Attribute;
import io.millrace.telemetry.otlp.DataPoint;
import io.millrace.telemetry.otlp.LogRecord;
import io.millrace.telemetry.otlp.Metric;
import io.millrace.telemetry.otlp.Oddity;
import io.millrace.telemetry.otlp.RecordConsumer;
import io.millrace.telemetry.otlp.Rejection;
import io.millrace.telemetry.otlp.Resource;
import io.millrace.telemetry.otlp.Scope;
import io.millrace.telemetry.otlp.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Redacts the records of one body and writes them again as OTLP/JSON, in their order. */
final class BodyRedactor implements RecordConsumer {
    private final Redactor redactor;
    private final SeriesKeys seriesKeys;
    private final OtlpJsonWriter writer = new OtlpJsonWriter();
    private final Map<Integer, List<Redaction>> touched = new TreeMap<>();
    private final List<Redaction> foundInGroup = new ArrayList<>();
    private @Nullable Resource lastResource;
    private @Nullable Scope lastScope;

    BodyRedactor(Redactor redactor, SeriesKeys seriesKeys) {
        this.redactor = redactor;
        this.seriesKeys = seriesKeys;
    }

    Map<Integer, List<Redaction>> touched() {
        return touched;
    }

    byte[] body(Signal signal) {
        return writer.isEmpty() ? ("{\"" + signal.envelopeField() + "\":[]}").getBytes(UTF_8) : writer.end();
    }

    @Override
    public void logRecord(int ordinal, Resource resource, Scope scope, LogRecord record) {
        open(Signal.LOGS, resource, scope);
        List<Redaction> found = new ArrayList<>();
        LogRecord shown = redactor.logRecord(record, found);
        found.addAll(foundInGroup);
        touched(ordinal, found);
        writer.logRecord(shown, noted(shown.attributes(), found, record.oddities(), () -> null));
    }

    @Override
    public void dataPoint(int ordinal, Resource resource, Scope scope, Metric metric, DataPoint point) {
        open(Signal.METRICS, resource, scope);
        List<Redaction> found = new ArrayList<>();
        Metric shownMetric = redactor.metric(metric, found);
        DataPoint shown = redactor.dataPoint(point, found);
        found.addAll(foundInGroup);
        touched(ordinal, found);
        Supplier<String> seriesKey = () -> seriesKeys.of(resource, scope, metric, point);
        writer.dataPoint(shownMetric, shown, noted(shown.attributes(), found, point.oddities(), seriesKey));
    }

    @Override
    public void span(int ordinal, Resource resource, Scope scope, Span span) {
        open(Signal.TRACES, resource, scope);
        List<Redaction> found = new ArrayList<>();
        Span shown = redactor.span(span, found);
        found.addAll(foundInGroup);
        touched(ordinal, found);
        writer.span(shown, noted(shown.attributes(), found, span.oddities(), () -> null));
    }

    @Override
    public void rejected(Rejection rejection, byte[] body, int start, int endExclusive) {
        // only the reason is kept, and the gateway has it
    }

    @SuppressWarnings("ReferenceEquality") // the reader hands out one instance for all records of a scope
    private void open(Signal signal, Resource resource, Scope scope) {
        if (lastResource == resource && lastScope == scope) {
            return;
        }
        foundInGroup.clear();
        Resource shownResource = redactor.resource(resource, foundInGroup);
        Scope shownScope = redactor.scope(scope, foundInGroup);
        writer.envelope(signal, shownResource, shownScope);
        lastResource = resource;
        lastScope = scope;
    }

    private static List<Attribute> noted(
            List<Attribute> shown, List<Redaction> found, List<Oddity> oddities, Supplier<@Nullable String> seriesKey) {
        return RedactedNote.isNeeded(shown, found, oddities)
                ? new RedactedNote(found, oddities, seriesKey.get()).addTo(shown)
                : shown;
    }

    private void touched(int ordinal, List<Redaction> found) {
        if (!found.isEmpty()) {
            touched.put(ordinal, List.copyOf(found));
        }
    }
}
