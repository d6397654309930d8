package io.millrace.console.query;

import io.millrace.telemetry.Signal;
import java.util.Optional;

/** Plans which data files a query has to read. */
interface EventScans {

    /**
     * The files of the table's current snapshot that may hold matching rows. They may hold others too.
     *
     * @param signal which table
     * @param organizationId organization whose rows are wanted
     * @param range event times that are wanted; empty for all
     * @return the scan, to be closed; without files if the table does not exist yet
     * @throws ScanTooLargeException if the files can never be on this machine at the same time
     * @throws EventsUnavailableException if the catalog does not answer, or the table holds what this reader cannot apply
     */
    EventScan plan(Signal signal, String organizationId, Optional<TimeRange> range);
}
