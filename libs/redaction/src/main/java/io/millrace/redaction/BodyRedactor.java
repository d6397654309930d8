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
import java.util.function.BiConsumer;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Redacts the records of one body and writes them again as OTLP/JSON, in their order. */
final class BodyRedactor implements RecordConsumer {
    /** So many bytes are asked room for at once. */
    private static final int STEP_BYTES = 64 * 1024;

    private final Redactor redactor;
    private final SeriesKeys seriesKeys;
    private final LongPredicate room;
    private final BiConsumer<Integer, List<Redaction>> touched;
    private final OtlpJsonWriter writer = new OtlpJsonWriter();
    private List<Redaction> foundInGroup = List.of();
    private long roomBytes;
    private @Nullable Resource lastResource;
    private @Nullable Scope lastScope;
    private List<Redaction> foundInResource = List.of();
    private boolean resourceNoted;
    private boolean groupNoted;

    /**
     * The redaction of one body.
     *
     * @param room asked for more bytes as the body grows; if it says no, {@link NoRoom} is thrown
     * @param touched is told what is taken out of each record, its resource and its scope
     */
    BodyRedactor(
            Redactor redactor,
            SeriesKeys seriesKeys,
            LongPredicate room,
            BiConsumer<Integer, List<Redaction>> touched) {
        this.redactor = redactor;
        this.seriesKeys = seriesKeys;
        this.room = room;
        this.touched = touched;
    }

    /** The body; all of its bytes have room. */
    byte[] body(Signal signal) {
        byte[] body = writer.isEmpty() ? ("{\"" + signal.envelopeField() + "\":[]}").getBytes(UTF_8) : writer.end();
        takeRoom(body.length);
        return body;
    }

    @Override
    public void logRecord(int ordinal, Resource resource, Scope scope, LogRecord record) {
        open(Signal.LOGS, resource, scope);
        List<Redaction> found = new ArrayList<>();
        LogRecord shown = redactor.logRecord(record, found);
        writer.logRecord(shown, noted(shown.attributes(), found, record.oddities(), () -> null));
        done(ordinal, found);
    }

    @Override
    public void dataPoint(int ordinal, Resource resource, Scope scope, Metric metric, DataPoint point) {
        open(Signal.METRICS, resource, scope);
        List<Redaction> found = new ArrayList<>();
        Metric shownMetric = redactor.metric(metric, found);
        DataPoint shown = redactor.dataPoint(point, found);
        Supplier<String> seriesKey = () -> seriesKeys.of(resource, scope, metric, point);
        writer.dataPoint(shownMetric, shown, noted(shown.attributes(), found, point.oddities(), seriesKey));
        done(ordinal, found);
    }

    @Override
    public void span(int ordinal, Resource resource, Scope scope, Span span) {
        open(Signal.TRACES, resource, scope);
        List<Redaction> found = new ArrayList<>();
        Span shown = redactor.span(span, found);
        writer.span(shown, noted(shown.attributes(), found, span.oddities(), () -> null));
        done(ordinal, found);
    }

    @Override
    public void rejected(Rejection rejection, byte[] body, int start, int endExclusive) {
        // only the reason is kept, and the gateway has it
    }

    /** What resource and scope lost is noted there, once for all of their records. */
    @SuppressWarnings("ReferenceEquality") // the reader hands out one instance for all records of a scope
    private void open(Signal signal, Resource resource, Scope scope) {
        if (lastResource == resource && lastScope == scope) {
            return;
        }
        if (lastResource != resource) {
            foundInResource = new ArrayList<>();
            Resource shown = redactor.resource(resource, foundInResource);
            List<Attribute> attributes = noted(shown.attributes(), foundInResource);
            resourceNoted = attributes.size() != shown.attributes().size();
            writer.resource(signal, new Resource(attributes, shown.droppedAttributesCount(), shown.schemaUrl()));
        }
        List<Redaction> foundInScope = new ArrayList<>();
        Scope shown = redactor.scope(scope, foundInScope);
        List<Attribute> attributes = noted(shown.attributes(), foundInScope);
        groupNoted = resourceNoted || attributes.size() != shown.attributes().size();
        writer.scope(
                signal,
                new Scope(
                        shown.name(), shown.version(), attributes, shown.droppedAttributesCount(), shown.schemaUrl()));
        foundInGroup =
                Stream.concat(foundInResource.stream(), foundInScope.stream()).toList();
        lastResource = resource;
        lastScope = scope;
    }

    private static List<Attribute> noted(List<Attribute> shown, List<Redaction> found) {
        return RedactedNote.isNeeded(shown, found, List.of())
                ? new RedactedNote(found, null, null).addTo(shown)
                : shown;
    }

    /** Where the group was changed, its records tell how odd they were and what their series is, too. */
    private List<Attribute> noted(
            List<Attribute> shown, List<Redaction> found, List<Oddity> oddities, Supplier<@Nullable String> seriesKey) {
        return groupNoted || RedactedNote.isNeeded(shown, found, oddities)
                ? new RedactedNote(found, oddities, seriesKey.get()).addTo(shown)
                : shown;
    }

    private void done(int ordinal, List<Redaction> found) {
        if (writer.size() - roomBytes >= STEP_BYTES) {
            takeRoom(writer.size());
        }
        if (found.isEmpty()) {
            touched.accept(ordinal, foundInGroup);
        } else {
            touched.accept(
                    ordinal,
                    Stream.concat(found.stream(), foundInGroup.stream()).toList());
        }
    }

    private void takeRoom(long bytes) {
        if (!room.test(bytes - roomBytes)) {
            throw new NoRoom();
        }
        roomBytes = bytes;
    }

    /** There is no room for the redacted body. */
    static final class NoRoom extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoRoom() {
            super("no room for the redacted body", null, false, false);
        }
    }
}
