package io.millrace.telemetry.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.telemetry.Signal;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Random records, written in any legal form (order, blanks, number forms, escapes, absent or null defaults, unknown members),
 * read back equal. More with {@code -Djqwik.tries.default=100000}.
 */
class LegalFormsPropertyTest {
    private final OtlpReader reader = new OtlpReader(OtlpLimits.DEFAULT);

    @Property(shrinking = ShrinkingMode.OFF)
    void logRecordsReadBackEqual(@ForAll long seed) {
        Random random = new Random(seed);
        RandomRecords records = new RandomRecords(random);
        LegalJson json = new LegalJson(random);
        Resource resource = records.resource();
        Scope scope = records.scope();
        List<LogRecord> logs = records.list(records::log);

        RecordedBody read = read(
                Signal.LOGS,
                body(json, Envelope.of(Signal.LOGS), resource, scope, json.list(logs, log -> log(json, log))));

        assertThat(read.logs).isEqualTo(logs);
        assertThat(read.resources).containsOnly(logs.isEmpty() ? new Resource[0] : new Resource[] {resource});
        assertThat(read.scopes).containsOnly(logs.isEmpty() ? new Scope[0] : new Scope[] {scope});
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void spansReadBackEqual(@ForAll long seed) {
        Random random = new Random(seed);
        RandomRecords records = new RandomRecords(random);
        LegalJson json = new LegalJson(random);
        List<Span> spans = records.list(records::span);

        RecordedBody read = read(
                Signal.TRACES,
                body(
                        json,
                        Envelope.of(Signal.TRACES),
                        records.resource(),
                        records.scope(),
                        json.list(spans, span -> span(json, span))));

        assertThat(read.spans).isEqualTo(spans);
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void dataPointsReadBackEqual(@ForAll long seed) {
        Random random = new Random(seed);
        RandomRecords records = new RandomRecords(random);
        LegalJson json = new LegalJson(random);
        List<Metric.Kind> kinds = List.of(Metric.Kind.values());
        Metric.Kind kind = kinds.get(random.nextInt(kinds.size()));
        Metric metric = records.metric(kind);
        List<DataPoint> points = records.list(() -> records.point(kind));

        RecordedBody read = read(
                Signal.METRICS,
                body(
                        json,
                        Envelope.of(Signal.METRICS),
                        records.resource(),
                        records.scope(),
                        json.list(List.of(metric), it -> metric(json, it, points))));

        assertThat(read.points).isEqualTo(points);
        assertThat(read.metrics).allMatch(metric::equals);
    }

    private RecordedBody read(Signal signal, String json) {
        byte[] body = json.getBytes(UTF_8);
        RecordedBody recorded = new RecordedBody();
        Verdict verdict = reader.read(signal, body, recorded);
        assertThat(verdict).as(json).isInstanceOf(Verdict.Decoded.class).isEqualTo(reader.validate(signal, body));
        assertThat(recorded.rejections).as(json).isEmpty();
        return recorded;
    }

    private static String body(LegalJson json, Envelope envelope, Resource resource, Scope scope, String items) {
        String inScope = json.members()
                .add(
                        "scope",
                        json.members()
                                .string("name", scope.name())
                                .string("version", scope.version())
                                .add("attributes", json.attributes(scope.attributes()), false)
                                .int32("droppedAttributesCount", scope.droppedAttributesCount())
                                .object(),
                        false)
                .string("schemaUrl", scope.schemaUrl())
                .add(envelope.items(), items, false)
                .object();
        String inResource = json.members()
                .add(
                        "resource",
                        json.members()
                                .add("attributes", json.attributes(resource.attributes()), false)
                                .int32("droppedAttributesCount", resource.droppedAttributesCount())
                                .object(),
                        false)
                .string("schemaUrl", resource.schemaUrl())
                .add(envelope.scopes(), "[" + inScope + "]", false)
                .object();
        return json.blank()
                + json.members()
                        .add(envelope.resources(), "[" + inResource + "]", false)
                        .object();
    }

    private static String log(LegalJson json, LogRecord log) {
        return json.members()
                .uint64("timeUnixNano", log.timeUnixNano())
                .uint64("observedTimeUnixNano", log.observedTimeUnixNano())
                .int32("severityNumber", log.severityNumber())
                .string("severityText", log.severityText())
                .string("eventName", log.eventName())
                .add("body", json.anyValue(log.body()), log.body() instanceof AnyValue.Empty)
                .add(
                        "attributes",
                        json.attributes(log.attributes()),
                        log.attributes().isEmpty())
                .int32("droppedAttributesCount", log.droppedAttributesCount())
                .int32("flags", log.flags())
                .id("traceId", log.traceId())
                .id("spanId", log.spanId())
                .object();
    }

    private static String span(LegalJson json, Span span) {
        return json.members()
                .id("traceId", span.traceId())
                .id("spanId", span.spanId())
                .id("parentSpanId", span.parentSpanId())
                .string("traceState", span.traceState())
                .int32("flags", span.flags())
                .string("name", span.name())
                .int32("kind", span.kind())
                .uint64("startTimeUnixNano", span.startTimeUnixNano())
                .uint64("endTimeUnixNano", span.endTimeUnixNano())
                .add(
                        "attributes",
                        json.attributes(span.attributes()),
                        span.attributes().isEmpty())
                .int32("droppedAttributesCount", span.droppedAttributesCount())
                .list("events", span.events(), event -> event(json, event))
                .int32("droppedEventsCount", span.droppedEventsCount())
                .list("links", span.links(), link -> link(json, link))
                .int32("droppedLinksCount", span.droppedLinksCount())
                .add(
                        "status",
                        json.members()
                                .int32("code", span.statusCode())
                                .string("message", span.statusMessage())
                                .object(),
                        false)
                .object();
    }

    private static String event(LegalJson json, Span.Event event) {
        return json.members()
                .uint64("timeUnixNano", event.timeUnixNano())
                .string("name", event.name())
                .add(
                        "attributes",
                        json.attributes(event.attributes()),
                        event.attributes().isEmpty())
                .int32("droppedAttributesCount", event.droppedAttributesCount())
                .object();
    }

    private static String link(LegalJson json, Span.Link link) {
        return json.members()
                .id("traceId", link.traceId())
                .id("spanId", link.spanId())
                .string("traceState", link.traceState())
                .add(
                        "attributes",
                        json.attributes(link.attributes()),
                        link.attributes().isEmpty())
                .int32("droppedAttributesCount", link.droppedAttributesCount())
                .object();
    }

    private static String metric(LegalJson json, Metric metric, List<DataPoint> points) {
        LegalJson.Members data = json.members().list("dataPoints", points, point -> point(json, point));
        if (metric.kind() != Metric.Kind.GAUGE && metric.kind() != Metric.Kind.SUMMARY) {
            data.int32("aggregationTemporality", metric.temporality());
        }
        if (metric.kind() == Metric.Kind.SUM) {
            data.add("isMonotonic", Boolean.toString(metric.monotonic()), !metric.monotonic());
        }
        return json.members()
                .string("name", metric.name())
                .string("description", metric.description())
                .string("unit", metric.unit())
                .add(metric.kind().wireName(), data.object(), false)
                .object();
    }

    private static String point(LegalJson json, DataPoint point) {
        LegalJson.Members members = json.members()
                .uint64("startTimeUnixNano", point.startTimeUnixNano())
                .uint64("timeUnixNano", point.timeUnixNano())
                .add(
                        "attributes",
                        json.attributes(point.attributes()),
                        point.attributes().isEmpty())
                .list("exemplars", point.exemplars(), exemplar -> exemplar(json, exemplar));
        if (point.value() instanceof DataPoint.IntValue number) {
            members.add("asInt", json.integer(Long.toString(number.value())), false);
        } else if (point.value() instanceof DataPoint.DoubleValue number) {
            members.add("asDouble", json.real(number.value()), false);
        } else if (point.value() instanceof DataPoint.Histogram histogram) {
            members.uint64("count", histogram.count())
                    .real("sum", histogram.sum())
                    .real("min", histogram.min())
                    .real("max", histogram.max())
                    .list("bucketCounts", histogram.bucketCounts(), count -> json.integer(count.toString()))
                    .list("explicitBounds", histogram.bounds(), json::real);
        } else if (point.value() instanceof DataPoint.ExponentialHistogram histogram) {
            members.uint64("count", histogram.count())
                    .real("sum", histogram.sum())
                    .real("min", histogram.min())
                    .real("max", histogram.max())
                    .int32("scale", histogram.scale())
                    .uint64("zeroCount", histogram.zeroCount())
                    .real("zeroThreshold", histogram.zeroThreshold())
                    .add("positive", buckets(json, histogram.positive()), isDefault(histogram.positive()))
                    .add("negative", buckets(json, histogram.negative()), isDefault(histogram.negative()));
        } else if (point.value() instanceof DataPoint.Summary summary) {
            members.uint64("count", summary.count())
                    .real("sum", summary.sum())
                    .list(
                            "quantileValues",
                            summary.quantiles(),
                            quantile -> json.members()
                                    .real("quantile", quantile.quantile())
                                    .real("value", quantile.value())
                                    .object());
        }
        return members.object();
    }

    private static String buckets(LegalJson json, DataPoint.Buckets buckets) {
        return json.members()
                .int32("offset", buckets.offset())
                .list("bucketCounts", buckets.bucketCounts(), count -> json.integer(count.toString()))
                .object();
    }

    private static boolean isDefault(DataPoint.Buckets buckets) {
        return buckets.equals(DataPoint.Buckets.NONE);
    }

    private static String exemplar(LegalJson json, DataPoint.Exemplar exemplar) {
        LegalJson.Members members = json.members()
                .uint64("timeUnixNano", exemplar.timeUnixNano())
                .id("traceId", exemplar.traceId())
                .id("spanId", exemplar.spanId())
                .add(
                        "filteredAttributes",
                        json.attributes(exemplar.filteredAttributes()),
                        exemplar.filteredAttributes().isEmpty());
        return (exemplar.value() instanceof Long number
                        ? members.add("asInt", json.integer(number.toString()), false)
                        : members.real("asDouble", (Double) exemplar.value()))
                .object();
    }
}
