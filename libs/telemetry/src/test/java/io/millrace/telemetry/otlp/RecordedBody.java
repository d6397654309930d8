package io.millrace.telemetry.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/** Keeps what a reader hands over. */
final class RecordedBody implements RecordConsumer {
    final List<Integer> ordinals = new ArrayList<>();
    final List<Resource> resources = new ArrayList<>();
    final List<Scope> scopes = new ArrayList<>();
    final List<LogRecord> logs = new ArrayList<>();
    final List<Metric> metrics = new ArrayList<>();
    final List<DataPoint> points = new ArrayList<>();
    final List<Span> spans = new ArrayList<>();
    final List<Rejection> rejections = new ArrayList<>();
    final List<String> rejectedSources = new ArrayList<>();

    @Override
    public void logRecord(int ordinal, Resource resource, Scope scope, LogRecord record) {
        place(ordinal, resource, scope);
        logs.add(record);
    }

    @Override
    public void dataPoint(int ordinal, Resource resource, Scope scope, Metric metric, DataPoint point) {
        place(ordinal, resource, scope);
        metrics.add(metric);
        points.add(point);
    }

    @Override
    public void span(int ordinal, Resource resource, Scope scope, Span span) {
        place(ordinal, resource, scope);
        spans.add(span);
    }

    @Override
    public void rejected(Rejection rejection, byte[] body, int start, int endExclusive) {
        ordinals.add(rejection.ordinal());
        rejections.add(rejection);
        rejectedSources.add(new String(body, start, endExclusive - start, UTF_8));
    }

    private void place(int ordinal, Resource resource, Scope scope) {
        ordinals.add(ordinal);
        resources.add(resource);
        scopes.add(scope);
    }
}
