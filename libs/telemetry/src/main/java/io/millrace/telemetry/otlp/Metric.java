package io.millrace.telemetry.otlp;

import java.util.List;
import java.util.Optional;

/**
 * What the data points of one metric share.
 *
 * @param name metric name
 * @param description empty if none
 * @param unit empty if none
 * @param kind which kind of points it holds
 * @param temporality 0 unspecified or without meaning (gauge, summary), 1 delta, 2 cumulative, or as sent
 * @param monotonic whether a sum only grows; false for other kinds
 * @param metadata metadata attributes
 */
public record Metric(
        String name,
        String description,
        String unit,
        Kind kind,
        int temporality,
        boolean monotonic,
        List<Attribute> metadata) {
    /** Copies the list. */
    public Metric {
        metadata = List.copyOf(metadata);
    }

    /** The members of the metric's {@code data} oneof. */
    public enum Kind {
        /** Last values. */
        GAUGE("gauge"),
        /** Sums. */
        SUM("sum"),
        /** Explicit-bounds histograms. */
        HISTOGRAM("histogram"),
        /** Base-2 exponential histograms. */
        EXPONENTIAL_HISTOGRAM("exponentialHistogram"),
        /** Quantile summaries. */
        SUMMARY("summary");

        private final String wireName;

        Kind(String wireName) {
            this.wireName = wireName;
        }

        /** The kind with this wire name, or empty. */
        static Optional<Kind> ofWireName(String wireName) {
            for (Kind kind : values()) {
                if (kind.wireName.equals(wireName)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }

        /** Name of the OTLP/JSON member, also the value of the column {@code kind}. */
        public String wireName() {
            return wireName;
        }
    }
}
