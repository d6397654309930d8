package io.millrace.console.query;

import io.millrace.telemetry.Signal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an engine instance is opened with for one statement. Its files stay on this machine until it is closed.
 *
 * @param files the only files it may read
 * @param definitions statements that make the caller's views
 * @param scans where the files come from
 * @param points how the views of metric points are made; null without metrics
 */
record SessionPlan(
        List<Path> files,
        List<String> definitions,
        List<EventScan> scans,
        @Nullable Points points) implements DuckSession.Definitions, AutoCloseable {
    /** Copies the lists. */
    SessionPlan {
        files = List.copyOf(files);
        definitions = List.copyOf(definitions);
        scans = List.copyOf(scans);
    }

    /**
     * Plans the views that a request names.
     *
     * @throws EventsUnavailableException if catalog or store do not answer
     * @throws ScanTooLargeException if the files can never be here at the same time
     */
    static SessionPlan of(EventScans source, MetricPoints points, QueryRequest request) {
        List<EventScan> scans = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        List<String> definitions = new ArrayList<>();
        ViewSql views = new ViewSql(request.caller());
        Points ofMetrics = null;
        try {
            for (Signal signal : request.statement().views()) {
                EventScan scan = source.plan(signal, request.caller().organizationId(), request.range());
                scans.add(scan);
                files.addAll(scan.files());
                definitions.add(views.create(signal, scan));
                if (signal == Signal.METRICS && request.statement().ours()) {
                    ofMetrics = new Points(points, views, scan.files());
                }
            }
            return new SessionPlan(files, definitions, scans, ofMetrics);
        } catch (RuntimeException e) {
            scans.forEach(EventScan::close);
            throw e;
        }
    }

    @Override
    public void make(Statement statement) throws SQLException {
        for (String definition : definitions) {
            statement.execute(definition);
        }
        if (points != null) {
            MetricPoints.Found found = points.of.find(statement, points.files);
            for (String definition : points.views.points(points.files, found)) {
                statement.execute(definition);
            }
        }
    }

    @Override
    public void close() {
        scans.forEach(EventScan::close);
    }

    /** The views of metric points follow from the files, but only an engine can say how. */
    record Points(MetricPoints of, ViewSql views, List<Path> files) {}
}
