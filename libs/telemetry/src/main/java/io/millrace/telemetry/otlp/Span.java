package io.millrace.telemetry.otlp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One OTLP span that the reader accepted.
 *
 * @param traceId 32 lower-case hex digits
 * @param spanId 16 lower-case hex digits
 * @param parentSpanId 16 lower-case hex digits, or null for a root (ID-6)
 * @param traceState W3C trace state, empty if none
 * @param flags raw flags, unsigned 32 bit (PS-14)
 * @param name span name
 * @param kind span kind number as sent, 0 if not
 * @param startTimeUnixNano start in ns since 1970, unsigned 64 bit
 * @param endTimeUnixNano end in ns since 1970, unsigned 64 bit
 * @param attributes in the order sent
 * @param droppedAttributesCount from 0
 * @param events span events in the order sent
 * @param droppedEventsCount from 0
 * @param links links in the order sent
 * @param droppedLinksCount from 0
 * @param statusCode status code number as sent, 0 if not
 * @param statusMessage empty if not sent
 * @param oddities names of what was odd but accepted
 */
public record Span(
        String traceId,
        String spanId,
        @Nullable String parentSpanId,
        String traceState,
        long flags,
        String name,
        int kind,
        long startTimeUnixNano,
        long endTimeUnixNano,
        List<Attribute> attributes,
        long droppedAttributesCount,
        List<Event> events,
        long droppedEventsCount,
        List<Link> links,
        long droppedLinksCount,
        int statusCode,
        String statusMessage,
        List<Oddity> oddities) {
    /** Copies the lists. */
    public Span {
        attributes = List.copyOf(attributes);
        events = List.copyOf(events);
        links = List.copyOf(links);
        oddities = List.copyOf(oddities);
    }

    /** The same span with these oddities instead of its own. */
    public Span withOddities(List<Oddity> others) {
        return others.equals(oddities)
                ? this
                : new Span(
                        traceId,
                        spanId,
                        parentSpanId,
                        traceState,
                        flags,
                        name,
                        kind,
                        startTimeUnixNano,
                        endTimeUnixNano,
                        attributes,
                        droppedAttributesCount,
                        events,
                        droppedEventsCount,
                        links,
                        droppedLinksCount,
                        statusCode,
                        statusMessage,
                        others);
    }

    /** A time-stamped annotation of the span. */
    public record Event(long timeUnixNano, String name, List<Attribute> attributes, long droppedAttributesCount) {
        /** Copies the list. */
        public Event {
            attributes = List.copyOf(attributes);
        }
    }

    /** A reference to another span; ids that are not valid are null. */
    public record Link(
            @Nullable String traceId,
            @Nullable String spanId,
            String traceState,
            List<Attribute> attributes,
            long droppedAttributesCount,
            long flags) {
        /** Copies the list. */
        public Link {
            attributes = List.copyOf(attributes);
        }
    }
}
