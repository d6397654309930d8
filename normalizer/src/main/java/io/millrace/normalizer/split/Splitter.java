package io.millrace.normalizer.split;

import io.millrace.normalizer.event.EventRecord;
import io.millrace.normalizer.event.Group;
import io.millrace.normalizer.event.RawOrigin;
import io.millrace.redaction.NoteReader;
import io.millrace.redaction.RedactedNote;
import io.millrace.redaction.Redaction;
import io.millrace.redaction.Redactor;
import io.millrace.redaction.SeriesKeys;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
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
        RedactionPolicy beforeKafka = treatment.beforeKafka();
        ParsedBody parsed = new ParsedBody(beforeKafka == null ? null : new NoteReader(beforeKafka));
        Verdict verdict = reader.read(signal, body, parsed);
        if (verdict instanceof Verdict.Malformed malformed) {
            // the gateway refuses such bodies; one that comes all the same is kept where people can look at it
            emission.leftOver(
                    new Split.LeftOver(-1, "malformed_body", malformed.description(), treatment.unparsed(body)));
            return new Split.End(0, last);
        }
        try (EventOutput output = new EventOutput(origin, emission, last, maxEventBytes, maxEventsBytes)) {
            Run run = new Run(treatment, parsed, emission, output);
            ReplacedValues replaced = new ReplacedValues(parsed.records());
            ClientMarkers.mark(parsed.records()).forEach(record -> run.take(record, replaced));
            output.end(treatment, body);
            return new Split.End(run.deleted, output.last());
        }
    }

    /** The pass over the records of one body. */
    private final class Run {
        private final Treatment treatment;
        private final ParsedBody parsed;
        private final Erasure erasure;
        private final Redactor redactor;
        private final EventOutput output;
        private final Emission emission;
        private @Nullable Resource resource;
        private @Nullable Scope scope;
        private @Nullable Group group;
        private List<Redaction> foundInGroup = List.of();
        private boolean groupErased;
        private int deleted;

        Run(Treatment treatment, ParsedBody parsed, Emission emission, EventOutput output) {
            this.treatment = treatment;
            this.parsed = parsed;
            this.erasure = treatment.erasure();
            this.redactor = treatment.policy().redactor();
            this.emission = emission;
            this.output = output;
        }

        void take(ParsedRecord record, ReplacedValues replaced) {
            if (output.isFull() && !(record instanceof ParsedRecord.Refused)) {
                output.leaveOut();
                return;
            }
            List<Redaction> found = new ArrayList<>();
            replaced.note(record, found);
            if (record instanceof ParsedRecord.Log log) {
                Group logGroup = groupOf(log.resource(), log.scope());
                LogRecord redacted = redactor.logRecord(log.log(), found);
                if (!isErased(log.log().attributes(), redacted.attributes())) {
                    output.emit(new EventRecord.Log(log.ordinal(), logGroup, redacted, all(log.note(), found)));
                }
            } else if (record instanceof ParsedRecord.Point point) {
                Group pointGroup = groupOf(point.resource(), point.scope());
                Metric metric = redactor.metric(point.metric(), found);
                DataPoint redacted = redactor.dataPoint(point.point(), found);
                if (!isErased(point.point().attributes(), redacted.attributes())) {
                    output.emit(new EventRecord.Point(
                            point.ordinal(), pointGroup, metric, redacted, seriesKey(point), all(point.note(), found)));
                }
            } else if (record instanceof ParsedRecord.SpanRecord span) {
                Group spanGroup = groupOf(span.resource(), span.scope());
                Span redacted = redactor.span(span.span(), found);
                if (!isErased(span.span().attributes(), redacted.attributes())) {
                    output.emit(
                            new EventRecord.SpanRecord(span.ordinal(), spanGroup, redacted, all(span.note(), found)));
                }
            } else if (record instanceof ParsedRecord.Refused refused) {
                emission.leftOver(new Split.LeftOver(
                        refused.ordinal(),
                        refused.rejection().reason(),
                        refused.rejection().field() + ": " + refused.rejection().description(),
                        treatment.unparsed(refused.bytes())));
            }
        }

        /** What was noted before Kafka, and what was found only now. */
        private List<Redaction> all(@Nullable RedactedNote note, List<Redaction> found) {
            if (treatment.beforeKafka() == null) {
                return found;
            }
            return both(
                    note == null ? List.of() : note.redactions(),
                    Stream.concat(found.stream(), foundInGroup.stream()).toList());
        }

        private static List<Redaction> both(List<Redaction> known, List<Redaction> found) {
            List<Redaction> all = new ArrayList<>(known);
            Set<Redaction> noted = new HashSet<>(known);
            // a marker that is found again is the one that was put there
            known.forEach(redaction -> noted.add(new Redaction(redaction.path(), Redaction.CLIENT)));
            found.stream().filter(redaction -> !noted.contains(redaction)).forEach(all::add);
            return all;
        }

        private String seriesKey(ParsedRecord.Point point) {
            RedactedNote note = point.note();
            String noted = note == null ? null : note.seriesKey();
            return noted == null
                    ? seriesKeys.of(point.resource(), point.scope(), point.metric(), point.point())
                    : noted;
        }

        private Group group(Resource shown, Scope shownScope, List<Redaction> found, @Nullable List<Redaction> noted) {
            boolean recordsTell = treatment.beforeKafka() != null && noted == null;
            // raw records of earlier versions tell it in the note of each record, which then tells the rest
            foundInGroup = recordsTell ? found : List.of();
            return new Group(shown, shownScope, recordsTell ? List.of() : noted == null ? found : both(noted, found));
        }

        /** The user is known by what was sent, and by what stands in the tables in its place. */
        private boolean isErased(List<Attribute> sent, List<Attribute> shown) {
            boolean erased = groupErased || erasure.coversOneOf(sent) || erasure.coversOneOf(shown);
            deleted += erased ? 1 : 0;
            return erased;
        }

        @SuppressWarnings("ReferenceEquality") // the reader hands out one instance for all records of a scope
        private Group groupOf(Resource recordResource, Scope recordScope) {
            Group known = group;
            if (known != null && resource == recordResource && scope == recordScope) {
                return known;
            }
            List<Redaction> found = new ArrayList<>();
            Resource shownResource = redactor.resource(recordResource, found);
            Scope shownScope = redactor.scope(recordScope, found);
            Group fresh = group(shownResource, shownScope, found, parsed.noted(recordResource, recordScope));
            groupErased = erasure.coversOneOf(recordResource.attributes())
                    || erasure.coversOneOf(recordScope.attributes())
                    || erasure.coversOneOf(fresh.resource().attributes())
                    || erasure.coversOneOf(fresh.scope().attributes());
            resource = recordResource;
            scope = recordScope;
            group = fresh;
            return fresh;
        }
    }
}
