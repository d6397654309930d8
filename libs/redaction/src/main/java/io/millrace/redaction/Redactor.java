package io.millrace.redaction;

import io.millrace.telemetry.otlp.AnyValue;
import io.millrace.telemetry.otlp.Attribute;
import io.millrace.telemetry.otlp.DataPoint;
import io.millrace.telemetry.otlp.LogRecord;
import io.millrace.telemetry.otlp.Metric;
import io.millrace.telemetry.otlp.Resource;
import io.millrace.telemetry.otlp.Scope;
import io.millrace.telemetry.otlp.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * The one walker over every text of every signal. It adds what it finds to a list and answers the record as it may be shown;
 * a record in which nothing is found is answered as the same instance. Not for several threads at once.
 */
public final class Redactor {
    private final Rules rules;
    private final ValueWalker values;
    private final Place place = new Place();

    Redactor(Rules rules) {
        this.rules = rules;
        values = new ValueWalker(rules);
    }

    /** The resource as it may be shown. */
    public Resource resource(Resource resource, List<Redaction> found) {
        int before = found.size();
        List<Attribute> attributes =
                values.attributes(place, Location.RESOURCE_ATTRIBUTES, 0, resource.attributes(), found);
        String schemaUrl = text(Location.RESOURCE_SCHEMA_URL, 0, resource.schemaUrl(), found);
        return found.size() == before
                ? resource
                : new Resource(attributes, resource.droppedAttributesCount(), schemaUrl);
    }

    /** The scope as it may be shown. */
    public Scope scope(Scope scope, List<Redaction> found) {
        int before = found.size();
        List<Attribute> attributes = values.attributes(place, Location.SCOPE_ATTRIBUTES, 0, scope.attributes(), found);
        String name = text(Location.SCOPE_NAME, 0, scope.name(), found);
        String version = text(Location.SCOPE_VERSION, 0, scope.version(), found);
        String schemaUrl = text(Location.SCOPE_SCHEMA_URL, 0, scope.schemaUrl(), found);
        return found.size() == before
                ? scope
                : new Scope(name, version, attributes, scope.droppedAttributesCount(), schemaUrl);
    }

    /** The log record as it may be shown. */
    public LogRecord logRecord(LogRecord log, List<Redaction> found) {
        int before = found.size();
        List<Attribute> attributes = values.attributes(place, Location.ATTRIBUTES, 0, log.attributes(), found);
        AnyValue body = values.value(place.at(Location.BODY, 0), log.body(), found);
        String eventName = text(Location.NAME, 0, log.eventName(), found);
        String severity = text(Location.SEVERITY, 0, log.severityText(), found);
        if (found.size() == before) {
            return log;
        }
        return new LogRecord(
                log.timeUnixNano(),
                log.observedTimeUnixNano(),
                log.severityNumber(),
                severity,
                eventName,
                body,
                attributes,
                log.droppedAttributesCount(),
                log.flags(),
                log.traceId(),
                log.spanId(),
                log.oddities());
    }

    /** The metric as it may be shown, without its points. */
    public Metric metric(Metric metric, List<Redaction> found) {
        int before = found.size();
        List<Attribute> metadata = values.attributes(place, Location.METADATA, 0, metric.metadata(), found);
        String name = text(Location.NAME, 0, metric.name(), found);
        String description = text(Location.DESCRIPTION, 0, metric.description(), found);
        String unit = text(Location.UNIT, 0, metric.unit(), found);
        return found.size() == before
                ? metric
                : new Metric(
                        name, description, unit, metric.kind(), metric.temporality(), metric.monotonic(), metadata);
    }

    /** The data point as it may be shown. */
    public DataPoint dataPoint(DataPoint point, List<Redaction> found) {
        int before = found.size();
        List<Attribute> attributes = values.attributes(place, Location.ATTRIBUTES, 0, point.attributes(), found);
        List<DataPoint.Exemplar> exemplars = new ArrayList<>(point.exemplars().size());
        for (int i = 0; i < point.exemplars().size(); i++) {
            exemplars.add(exemplar(i, point.exemplars().get(i), found));
        }
        return found.size() == before
                ? point
                : new DataPoint(
                        point.startTimeUnixNano(),
                        point.timeUnixNano(),
                        point.flags(),
                        attributes,
                        exemplars,
                        point.value(),
                        point.oddities());
    }

    /** The span as it may be shown. */
    public Span span(Span span, List<Redaction> found) {
        int before = found.size();
        List<Attribute> attributes = values.attributes(place, Location.ATTRIBUTES, 0, span.attributes(), found);
        String name = text(Location.NAME, 0, span.name(), found);
        String traceState = text(Location.TRACE_STATE, 0, span.traceState(), found);
        String statusMessage = text(Location.STATUS_MESSAGE, 0, span.statusMessage(), found);
        List<Span.Event> events = new ArrayList<>(span.events().size());
        for (int i = 0; i < span.events().size(); i++) {
            events.add(event(i, span.events().get(i), found));
        }
        List<Span.Link> links = new ArrayList<>(span.links().size());
        for (int i = 0; i < span.links().size(); i++) {
            links.add(link(i, span.links().get(i), found));
        }
        if (found.size() == before) {
            return span;
        }
        return new Span(
                span.traceId(),
                span.spanId(),
                span.parentSpanId(),
                traceState,
                span.flags(),
                name,
                span.kind(),
                span.startTimeUnixNano(),
                span.endTimeUnixNano(),
                attributes,
                span.droppedAttributesCount(),
                events,
                span.droppedEventsCount(),
                links,
                span.droppedLinksCount(),
                span.statusCode(),
                statusMessage,
                span.oddities());
    }

    /** A path without the secrets that somebody may have put into it. */
    String path(String path) {
        return rules.key(place.at(Location.ATTRIBUTES, 0), path, new ArrayList<>());
    }

    private DataPoint.Exemplar exemplar(int index, DataPoint.Exemplar exemplar, List<Redaction> found) {
        List<Attribute> attributes =
                values.attributes(place, Location.EXEMPLAR_ATTRIBUTES, index, exemplar.filteredAttributes(), found);
        return new DataPoint.Exemplar(
                exemplar.timeUnixNano(), exemplar.value(), exemplar.traceId(), exemplar.spanId(), attributes);
    }

    private Span.Event event(int index, Span.Event event, List<Redaction> found) {
        List<Attribute> attributes =
                values.attributes(place, Location.EVENT_ATTRIBUTES, index, event.attributes(), found);
        String name = text(Location.EVENT_NAME, index, event.name(), found);
        return new Span.Event(event.timeUnixNano(), name, attributes, event.droppedAttributesCount());
    }

    private Span.Link link(int index, Span.Link link, List<Redaction> found) {
        List<Attribute> attributes =
                values.attributes(place, Location.LINK_ATTRIBUTES, index, link.attributes(), found);
        String traceState = text(Location.LINK_TRACE_STATE, index, link.traceState(), found);
        return new Span.Link(
                link.traceId(), link.spanId(), traceState, attributes, link.droppedAttributesCount(), link.flags());
    }

    private String text(Location location, int index, String text, List<Redaction> found) {
        return text.isEmpty() ? text : rules.text(place.at(location, index), text, found);
    }
}
