package io.millrace.benchmarks.year;

import io.millrace.benchmarks.year.Sample.Ids;
import io.millrace.telemetry.Signal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counters of one process, exported each minute. */
final class MinuteMetrics {
    private static final long MINUTE = 60_000_000L;

    private final Developer developer;
    private final Map<String, Object> common;
    private final List<Sample> out;
    private final Temporality temporality;
    private final Map<Series, Double> counts = new LinkedHashMap<>();
    private long countsFrom;
    private long lastExport;

    MinuteMetrics(
            Developer developer, Map<String, Object> common, long start, List<Sample> out, Temporality temporality) {
        this.developer = developer;
        this.common = common;
        this.out = out;
        this.temporality = temporality;
        this.countsFrom = start;
        this.lastExport = start;
    }

    /** Counts. */
    void add(String name, String unit, Map<String, Object> attributes, double value) {
        counts.merge(new Series(name, unit, attributes), value, Double::sum);
    }

    /** Exports if a minute has gone by. */
    void flushIfDue(long now) {
        if (now - lastExport >= MINUTE) {
            flush(now);
        }
    }

    /** Exports. */
    void flush(long now) {
        for (Map.Entry<Series, Double> entry : counts.entrySet()) {
            Series series = entry.getKey();
            Map<String, Object> attributes = new LinkedHashMap<>(common);
            attributes.putAll(series.attributes);
            out.add(new Sample(
                    Signal.METRICS,
                    series.name,
                    now,
                    countsFrom,
                    entry.getValue(),
                    series.unit,
                    Ids.NONE,
                    attributes,
                    developer));
        }
        if (temporality == Temporality.DELTA) {
            counts.clear();
            countsFrom = now;
        }
        lastExport = now;
    }

    private record Series(String name, String unit, Map<String, Object> attributes) {}
}
