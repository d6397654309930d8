package io.millrace.console.query;

import io.millrace.telemetry.Signal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What an engine instance is opened with for one statement. Its files stay on this machine until it is closed.
 *
 * @param files the only files it may read
 * @param definitions statements that make the caller's views
 * @param scans where the files come from
 */
record SessionPlan(List<Path> files, List<String> definitions, List<EventScan> scans) implements AutoCloseable {
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
    static SessionPlan of(EventScans source, QueryRequest request) {
        List<EventScan> scans = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        List<String> definitions = new ArrayList<>();
        ViewSql views = new ViewSql(request.caller());
        try {
            for (Signal signal : request.statement().views()) {
                EventScan scan = source.plan(signal, request.caller().organizationId(), request.range());
                scans.add(scan);
                files.addAll(scan.files());
                definitions.add(views.create(signal, scan));
            }
            return new SessionPlan(files, definitions, scans);
        } catch (RuntimeException e) {
            scans.forEach(EventScan::close);
            throw e;
        }
    }

    @Override
    public void close() {
        scans.forEach(EventScan::close);
    }
}
