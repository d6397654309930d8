package io.millrace.telemetry.otlp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of one body until it has been read to its end. Resource, scope and metric may stand behind their records,
 * their schema URLs nearly always do; and a body that turns out to be broken must hand over nothing.
 */
final class RecordBuffer {
    private final List<Entry> entries = new ArrayList<>();

    /** Adds a log record as the next of the body. */
    void add(ScopeSlot scope, LogRecord record) {
        entries.add(new LogEntry(scope, record));
    }

    /** Adds a span as the next record of the body. */
    void add(ScopeSlot scope, Span span) {
        entries.add(new SpanEntry(scope, span));
    }

    /** Adds a data point as the next record of the body. */
    void add(ScopeSlot scope, MetricSlot metric, DataPoint point) {
        entries.add(new PointEntry(scope, metric, point));
    }

    /** Adds a refused record as the next of the body. */
    void add(Rejection rejection, int start, int endExclusive) {
        entries.add(new RejectedEntry(rejection, start, endExclusive));
    }

    /** Hands over all records in their order. */
    void emit(byte[] body, RecordConsumer consumer) {
        for (int ordinal = 0; ordinal < entries.size(); ordinal++) {
            entries.get(ordinal).emit(ordinal, body, consumer);
        }
    }

    private sealed interface Entry {
        void emit(int ordinal, byte[] body, RecordConsumer consumer);
    }

    private record LogEntry(ScopeSlot scope, LogRecord record) implements Entry {
        @Override
        public void emit(int ordinal, byte[] body, RecordConsumer consumer) {
            LogRecord flagged = record.withOddities(Oddities.merged(record.oddities(), scope.oddities()));
            consumer.logRecord(ordinal, scope.resource().resource(), scope.scope(), flagged);
        }
    }

    private record SpanEntry(ScopeSlot scope, Span span) implements Entry {
        @Override
        public void emit(int ordinal, byte[] body, RecordConsumer consumer) {
            Span flagged = span.withOddities(Oddities.merged(span.oddities(), scope.oddities()));
            consumer.span(ordinal, scope.resource().resource(), scope.scope(), flagged);
        }
    }

    private record PointEntry(ScopeSlot scope, MetricSlot metric, DataPoint point) implements Entry {
        @Override
        public void emit(int ordinal, byte[] body, RecordConsumer consumer) {
            long outer = scope.oddities() | metric.oddities();
            DataPoint flagged = point.withOddities(Oddities.merged(point.oddities(), outer));
            consumer.dataPoint(ordinal, scope.resource().resource(), scope.scope(), metric.metric(), flagged);
        }
    }

    private record RejectedEntry(Rejection rejection, int start, int endExclusive) implements Entry {
        @Override
        public void emit(int ordinal, byte[] body, RecordConsumer consumer) {
            consumer.rejected(rejection, body, start, endExclusive);
        }
    }

    /** A resource that may not be known yet. */
    static final class ResourceSlot {
        private Resource resource = Resource.UNKNOWN;
        private long oddities;

        /** Sets the resource once it is known. */
        void set(Resource known) {
            resource = known;
        }

        /** Adds oddities that hold for all records of the resource. */
        void flag(long more) {
            oddities |= more;
        }

        Resource resource() {
            return resource;
        }
    }

    /** A scope that may not be known yet. */
    static final class ScopeSlot {
        private final ResourceSlot resource;
        private Scope scope = Scope.EMPTY;
        private long oddities;

        ScopeSlot(ResourceSlot resource) {
            this.resource = resource;
        }

        /** Sets the scope once it is known. */
        void set(Scope known) {
            scope = known;
        }

        /** Adds oddities that hold for all records of the scope. */
        void flag(long more) {
            oddities |= more;
        }

        ResourceSlot resource() {
            return resource;
        }

        Scope scope() {
            return scope;
        }

        /** Oddities of the scope and of its resource. */
        long oddities() {
            return oddities | resource.oddities;
        }
    }

    /** A metric that may not be known yet. */
    static final class MetricSlot {
        private @Nullable Metric metric;
        private long oddities;

        /** Sets the metric once it is known. */
        void set(Metric known) {
            metric = known;
        }

        /** Adds oddities that hold for all points of the metric. */
        void flag(long more) {
            oddities |= more;
        }

        Metric metric() {
            if (metric == null) {
                throw new IllegalStateException("the metric of a data point is set when its object ends");
            }
            return metric;
        }

        long oddities() {
            return oddities;
        }
    }
}
