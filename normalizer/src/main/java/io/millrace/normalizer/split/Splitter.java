package io.millrace.normalizer.split;

import io.millrace.normalizer.event.EventRecord;
import io.millrace.normalizer.event.EventWriter;
import io.millrace.normalizer.event.Group;
import io.millrace.normalizer.event.RawOrigin;
import io.millrace.normalizer.event.SeriesKeys;
import io.millrace.redaction.Redaction;
import io.millrace.redaction.Redactor;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.event.SourcePosition;
import io.millrace.telemetry.otlp.Attribute;
import io.millrace.telemetry.otlp.DataPoint;
import io.millrace.telemetry.otlp.LogRecord;
import io.millrace.telemetry.otlp.Metric;
import io.millrace.telemetry.otlp.OtlpLimits;
import io.millrace.telemetry.otlp.OtlpReader;
import io.millrace.telemetry.otlp.Resource;
import io.millrace.telemetry.otlp.Scope;
import io.millrace.telemetry.otlp.Span;
import io.millrace.telemetry.otlp.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits raw records into events. The outcome depends on nothing but its arguments, so that the same raw record gives the
 * same events at every run. Thread-safe.
 */
public final class Splitter {
    private final OtlpReader reader;
    private final SeriesKeys seriesKeys;
    private final int maxEventBytes;
    private final long maxEventsBytes;

    /**
     * A splitter.
     *
     * @param limits limits of the reader, the same as the gateway's
     * @param seriesSecret keys the digests that name metric series
     * @param maxEventBytes largest event that the events topic takes
     * @param maxEventsBytes bytes of all that may come of one raw record
     */
    public Splitter(OtlpLimits limits, byte[] seriesSecret, int maxEventBytes, long maxEventsBytes) {
        this.reader = new OtlpReader(limits);
        this.seriesKeys = new SeriesKeys(seriesSecret);
        this.maxEventBytes = maxEventBytes;
        this.maxEventsBytes = maxEventsBytes;
    }

    /** Splits one raw record and keeps all of it: for bodies that are known to become little. */
    public Split split(
            RawOrigin origin, Signal signal, byte[] body, Treatment treatment, @Nullable SourcePosition last) {
        List<Split.Event> events = new ArrayList<>();
        List<Split.LeftOver> leftOver = new ArrayList<>();
        Split.End end = split(origin, signal, body, treatment, last, new Emission() {
            @Override
            public void event(Split.Event event) {
                events.add(event);
            }

            @Override
            public void leftOver(Split.LeftOver input) {
                leftOver.add(input);
            }
        });
        return new Split(events, leftOver, end.deleted(), end.lastPosition());
    }

    /**
     * Splits one raw record.
     *
     * @param treatment policy and deletions
     * @param last position of the event emitted last in the partition, null if there is none
     * @param emission takes events and left over input as they come
     */
    public Split.End split(
            RawOrigin origin,
            Signal signal,
            byte[] body,
            Treatment treatment,
            @Nullable SourcePosition last,
            Emission emission) {
        ParsedBody parsed = new ParsedBody();
        Verdict verdict = reader.read(signal, body, parsed);
        if (verdict instanceof Verdict.Malformed malformed) {
            // the gateway refuses such bodies; one that comes all the same is kept where people can look at it
            emission.leftOver(
                    new Split.LeftOver(-1, "malformed_body", malformed.description(), treatment.unparsed(body)));
            return new Split.End(0, last);
        }
        try (Run run = new Run(origin, treatment, last, emission)) {
            ReplacedValues replaced = new ReplacedValues(parsed.records());
            ClientMarkers.mark(parsed.records()).forEach(record -> run.take(record, replaced));
            return run.end(body);
        }
    }

    /** The pass over the records of one body. */
    private final class Run implements AutoCloseable {
        private final RawOrigin origin;
        private final Treatment treatment;
        private final Erasure erasure;
        private final Redactor redactor;
        private final EventWriter writer;
        private final Emission emission;
        private @Nullable SourcePosition last;
        private @Nullable Resource resource;
        private @Nullable Scope scope;
        private @Nullable Group group;
        private boolean groupErased;
        private int deleted;
        private long bytes;
        private int firstTooMany;
        private int tooMany;

        Run(RawOrigin origin, Treatment treatment, @Nullable SourcePosition last, Emission emission) {
            this.origin = origin;
            this.treatment = treatment;
            this.erasure = treatment.erasure();
            this.redactor = treatment.policy().redactor();
            this.writer = new EventWriter(origin);
            this.last = last;
            this.emission = emission;
        }

        void take(ParsedRecord record, ReplacedValues replaced) {
            if (tooMany > 0 && !(record instanceof ParsedRecord.Refused)) {
                tooMany++;
                return; // without looking at it: what is large is what it shares with the others
            }
            List<Redaction> found = new ArrayList<>();
            replaced.note(record, found);
            if (record instanceof ParsedRecord.Log log) {
                Group logGroup = groupOf(log.resource(), log.scope());
                LogRecord redacted = redactor.logRecord(NotedRecords.take(log.log(), found), found);
                if (!isErased(log.log().attributes(), redacted.attributes())) {
                    emit(new EventRecord.Log(log.ordinal(), logGroup, redacted, found));
                }
            } else if (record instanceof ParsedRecord.Point point) {
                Group pointGroup = groupOf(point.resource(), point.scope());
                Metric metric = redactor.metric(point.metric(), found);
                DataPoint redacted = redactor.dataPoint(NotedRecords.take(point.point(), found), found);
                String seriesKey = seriesKeys.of(point.resource(), point.scope(), point.metric(), point.point());
                if (!isErased(point.point().attributes(), redacted.attributes())) {
                    emit(new EventRecord.Point(point.ordinal(), pointGroup, metric, redacted, seriesKey, found));
                }
            } else if (record instanceof ParsedRecord.SpanRecord span) {
                Group spanGroup = groupOf(span.resource(), span.scope());
                Span redacted = redactor.span(NotedRecords.take(span.span(), found), found);
                if (!isErased(span.span().attributes(), redacted.attributes())) {
                    emit(new EventRecord.SpanRecord(span.ordinal(), spanGroup, redacted, found));
                }
            } else if (record instanceof ParsedRecord.Refused refused) {
                emission.leftOver(new Split.LeftOver(
                        refused.ordinal(),
                        refused.rejection().reason(),
                        refused.rejection().field() + ": " + refused.rejection().description(),
                        treatment.unparsed(refused.bytes())));
            }
        }

        /** The user is known by what was sent, and by what stands in the tables in its place. */
        private boolean isErased(List<Attribute> sent, List<Attribute> shown) {
            boolean erased = groupErased || erasure.coversOneOf(sent) || erasure.coversOneOf(shown);
            deleted += erased ? 1 : 0;
            return erased;
        }

        private void emit(EventRecord event) {
            byte[] json = writer.write(event, last);
            bytes += json.length;
            if (bytes > maxEventsBytes) {
                firstTooMany = event.ordinal();
                tooMany = 1;
                return;
            }
            if (json.length > maxEventBytes) {
                emission.leftOver(new Split.LeftOver(
                        event.ordinal(),
                        "event_too_large",
                        "the event has " + json.length + " bytes, the events topic takes " + maxEventBytes,
                        json));
                return; // the chain goes on as if the record were not there
            }
            SourcePosition position = origin.position(event.ordinal());
            emission.event(new Split.Event(position, json));
            last = position;
        }

        @SuppressWarnings("ReferenceEquality") // the reader hands out one instance for all records of a scope
        private Group groupOf(Resource recordResource, Scope recordScope) {
            Group known = group;
            if (known != null && resource == recordResource && scope == recordScope) {
                return known;
            }
            List<Redaction> found = new ArrayList<>();
            Group fresh =
                    new Group(redactor.resource(recordResource, found), redactor.scope(recordScope, found), found);
            groupErased = erasure.coversOneOf(recordResource.attributes())
                    || erasure.coversOneOf(recordScope.attributes())
                    || erasure.coversOneOf(fresh.resource().attributes())
                    || erasure.coversOneOf(fresh.scope().attributes());
            resource = recordResource;
            scope = recordScope;
            group = fresh;
            return fresh;
        }

        /** What exceeds the bytes of one raw record is kept as what it came from: that is as large as it was sent. */
        Split.End end(byte[] body) {
            if (tooMany > 0) {
                emission.leftOver(new Split.LeftOver(
                        firstTooMany,
                        "events_too_large",
                        "the events of one raw record may have " + maxEventsBytes + " bytes; from record "
                                + firstTooMany + " on, " + tooMany + " records became no events",
                        treatment.unparsed(body),
                        tooMany));
            }
            return new Split.End(deleted, last);
        }

        @Override
        public void close() {
            writer.close();
        }
    }
}
