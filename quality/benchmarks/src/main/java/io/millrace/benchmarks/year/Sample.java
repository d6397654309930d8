package io.millrace.benchmarks.year;

import io.millrace.telemetry.Signal;
import java.util.Map;

/**
 * One log record, data point or span.
 *
 * @param signal which
 * @param name event name without prefix, metric name or span name
 * @param timeMicros when, microseconds since 1970
 * @param endMicros end of a span, start of a point's period; else the same as the time
 * @param value value of a point
 * @param unit unit of a point
 * @param ids trace, span and parent span, empty texts where there is none
 * @param attributes attributes of the record
 * @param developer whose machine sent it
 */
record Sample(
        Signal signal,
        String name,
        long timeMicros,
        long endMicros,
        double value,
        String unit,
        Ids ids,
        Map<String, Object> attributes,
        Developer developer) {

    /** Ids of a trace. */
    record Ids(String trace, String span, String parent) {
        static final Ids NONE = new Ids("", "", "");
    }
}
