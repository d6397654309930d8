package io.millrace.telemetry.otlp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One OTLP log record that the reader accepted.
 *
 * @param timeUnixNano event time in ns since 1970 as unsigned 64 bit, 0 if not sent (PS-12)
 * @param observedTimeUnixNano observed time in ns, unsigned, 0 if not sent
 * @param severityNumber as sent, 0 if not (ENM-4: unknown numbers are kept)
 * @param severityText empty if not sent
 * @param eventName the OTLP event name, empty if not sent (NAM-1)
 * @param body the body, {@link AnyValue#EMPTY} if not sent
 * @param attributes in the order sent
 * @param droppedAttributesCount from 0
 * @param flags raw flags as sent, unsigned 32 bit
 * @param traceId 32 lower-case hex digits, or null (ID-2)
 * @param spanId 16 lower-case hex digits, or null
 * @param oddities names of what was odd but accepted, see {@link Oddity}
 */
public record LogRecord(
        long timeUnixNano,
        long observedTimeUnixNano,
        int severityNumber,
        String severityText,
        String eventName,
        AnyValue body,
        List<Attribute> attributes,
        long droppedAttributesCount,
        long flags,
        @Nullable String traceId,
        @Nullable String spanId,
        List<Oddity> oddities) {
    /** Copies the lists. */
    public LogRecord {
        attributes = List.copyOf(attributes);
        oddities = List.copyOf(oddities);
    }

    /** The same record with these oddities instead of its own. */
    public LogRecord withOddities(List<Oddity> others) {
        return others.equals(oddities)
                ? this
                : new LogRecord(
                        timeUnixNano,
                        observedTimeUnixNano,
                        severityNumber,
                        severityText,
                        eventName,
                        body,
                        attributes,
                        droppedAttributesCount,
                        flags,
                        traceId,
                        spanId,
                        others);
    }
}
